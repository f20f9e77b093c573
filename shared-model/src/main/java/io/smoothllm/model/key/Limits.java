package io.smoothllm.model.key;

/// How fast a key may be used; each null = no such limit, else at least 1.
///
/// @param requestsPerMinute admitted requests
/// @param tokensPerMinute input and output tokens together
/// @param maxParallelRequests requests open at the same time
public record Limits(
        Integer requestsPerMinute, Integer tokensPerMinute, Integer maxParallelRequests) {
    public Limits {
        positive(requestsPerMinute, "requestsPerMinute");
        positive(tokensPerMinute, "tokensPerMinute");
        positive(maxParallelRequests, "maxParallelRequests");
    }

    private static void positive(Integer limit, String name) {
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException(name + " must be at least 1");
        }
    }
}
