package io.smoothllm.provider.problem;

import io.smoothllm.model.error.ProblemBody.FieldError;
import java.util.List;

public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    public static ProblemException invalid(String field, String message) {
        return new ProblemException(new Problem.Invalid(List.of(new FieldError(field, message))));
    }

    public Problem problem() {
        return problem;
    }
}
