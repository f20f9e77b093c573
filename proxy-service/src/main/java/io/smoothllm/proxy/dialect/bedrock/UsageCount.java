package io.smoothllm.proxy.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.usage.TokenCounts;

/// Converse's `usage` (type `TokenUsage`).
final class UsageCount {
    private UsageCount() {}

    /// Its `inputTokens` leaves out what was read from and written to the cache; ours does not.
    ///
    /// @return null when it is none
    static TokenCounts read(JsonNode usage) {
        if (!usage.isObject()) {
            return null;
        }
        long cacheRead = count(usage.path("cacheReadInputTokens"));
        long cacheWrite = count(usage.path("cacheWriteInputTokens"));
        return new TokenCounts(
                count(usage.path("inputTokens")) + cacheRead + cacheWrite,
                cacheRead,
                cacheWrite,
                Math.min(cacheWrite, keptForAnHour(usage.path("cacheDetails"))),
                count(usage.path("outputTokens")),
                0); // thoughts are in outputTokens, and not told apart
    }

    private static long keptForAnHour(JsonNode details) {
        long tokens = 0;
        for (var detail : details) {
            if (detail.path("ttl").asText().equals("1h")) {
                tokens += count(detail.path("inputTokens"));
            }
        }
        return tokens;
    }

    private static long count(JsonNode number) {
        return Math.max(0, number.asLong(0));
    }
}
