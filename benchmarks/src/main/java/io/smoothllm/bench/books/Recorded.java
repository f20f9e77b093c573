package io.smoothllm.bench.books;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;

/// A row of the ledger.
///
/// @param instance of the proxy
public record Recorded(String requestId, String instance, CallStatus status, TokenCounts tokens) {

    /// @param item of `/api/v1/usage/recent`
    static Recorded of(JsonNode item) {
        return new Recorded(
                item.path("requestId").asText(),
                item.path("instance").asText(),
                CallStatus.valueOf(item.path("status").asText()),
                new TokenCounts(
                        item.path("inputTokens").asLong(),
                        item.path("cachedInputTokens").asLong(),
                        item.path("cacheWriteTokens").asLong(),
                        item.path("cacheWriteHourTokens").asLong(),
                        item.path("outputTokens").asLong(),
                        item.path("reasoningTokens").asLong()));
    }
}
