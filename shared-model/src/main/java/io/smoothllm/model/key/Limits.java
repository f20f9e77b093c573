package io.smoothllm.model.key;

import org.jspecify.annotations.Nullable;

/// How fast a key may be used; each null = no such limit, else at least 1.
///
/// @param requestsPerMinute admitted requests
/// @param tokensPerMinute input and output tokens together
/// @param maxParallelRequests requests open at the same time
public record Limits(
        @Nullable Integer requestsPerMinute,
        @Nullable Integer tokensPerMinute,
        @Nullable Integer maxParallelRequests) {
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
