package io.smoothllm.proxy.dialect.openai;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;

/// Why a request is not understood.
final class Refusals {
    private Refusals() {}

    static ProblemException invalid(String param, String message) {
        return new ProblemException(new Problem.InvalidRequest(param, message));
    }

    static ProblemException unsupported(String param, String message) {
        return new ProblemException(new Problem.Unsupported(param, message));
    }
}
