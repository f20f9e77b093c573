package io.smoothllm.provider.problem;

import io.smoothllm.model.error.ProblemBody.FieldError;
import java.util.List;

public sealed interface Problem {
    record Invalid(List<FieldError> errors) implements Problem {}

    /// Also what a caller may not know of, so that ids cannot be probed.
    record NotFound(String what) implements Problem {}

    /// The caller may see it, not change it.
    record NotYours() implements Problem {}

    /// @param field `name` or `alias`
    record NameTaken(String field) implements Problem {}

    /// The row has moved on since the caller read it.
    record Stale(long current) implements Problem {}

    /// @param routes aliases, sorted; only those that the caller may see
    /// @param unseen how many more there are
    record UsedByRoutes(String what, List<String> routes, int unseen) implements Problem {}
}
