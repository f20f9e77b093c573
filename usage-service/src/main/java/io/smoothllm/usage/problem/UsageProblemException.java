package io.smoothllm.usage.problem;

public final class UsageProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient UsageProblem problem;

    public UsageProblemException(UsageProblem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public UsageProblem problem() {
        return problem;
    }
}
