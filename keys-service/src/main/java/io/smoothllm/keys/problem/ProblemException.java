package io.smoothllm.keys.problem;

import io.smoothllm.model.error.ProblemBody.FieldError;
import java.util.List;

/// A refusal on its way to the caller. It has no stack trace: it is an answer, not a fault.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.getClass().getSimpleName(), null, false, false);
        this.problem = problem;
    }

    public static ProblemException invalid(String field, String message) {
        return new ProblemException(new Problem.Invalid(List.of(new FieldError(field, message))));
    }

    public static ProblemException notFound(String what) {
        return new ProblemException(new Problem.NotFound(what));
    }

    public Problem problem() {
        return problem;
    }
}
