package io.smoothllm.usage.problem;

import io.smoothllm.model.error.ProblemBody.FieldError;
import java.util.List;

/// Why a request is refused.
public sealed interface UsageProblem {
    /// @param parameter of the query
    /// @param message what is wrong with it, as the rest of a sentence that begins with its name
    record InvalidParameter(String parameter, String message) implements UsageProblem {}

    record InvalidFields(List<FieldError> errors) implements UsageProblem {}

    /// The idempotency key stands for something else.
    record KeyReused() implements UsageProblem {}

    /// Someone who is no admin asked for another account's usage.
    record ForeignUsage() implements UsageProblem {}

    /// None with this id, or none that the caller may see.
    record UnknownRequest() implements UsageProblem {}

    /// Each export holds a connection to the database for as long as its client reads.
    record TooManyExports() implements UsageProblem {}
}
