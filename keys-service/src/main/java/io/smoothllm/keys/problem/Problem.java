package io.smoothllm.keys.problem;

import io.smoothllm.model.error.ProblemBody.FieldError;
import java.time.Duration;
import java.util.List;

public sealed interface Problem {
    record Invalid(List<FieldError> errors) implements Problem {}

    /// Also what a caller may not know of, so that ids cannot be probed.
    record NotFound(String what) implements Problem {}

    record Forbidden(String why) implements Problem {}

    /// Wrong e-mail or wrong password; which of them is not said.
    record WrongCredentials() implements Problem {}

    /// Unknown, expired, ended or stolen; which of them is not said.
    record InvalidRefreshToken() implements Problem {}

    record NotTheServiceToken() implements Problem {}

    record TooManyAttempts(Duration retryAfter) implements Problem {}

    /// More sign-ins at once than there are processors to check passwords.
    record Busy() implements Problem {}

    record EmailTaken() implements Problem {}

    /// Without one nobody could make another.
    record LastAdmin() implements Problem {}

    /// @param state `revoked` or `expired`
    record KeyIsOver(String state) implements Problem {}

    /// The row has moved on since the caller read it.
    ///
    /// @param byHeader whether the caller said so in `If-Match`, which has a status of its own
    record Stale(long current, boolean byHeader) implements Problem {}
}
