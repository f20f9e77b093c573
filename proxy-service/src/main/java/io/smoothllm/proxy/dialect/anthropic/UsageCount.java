package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.usage.TokenCounts;

/// Anthropic's `usage`. In a stream it is cumulative and its members may be missing or null, so a
/// later number replaces an earlier one and is never added to it.
final class UsageCount {
    private long input;
    private long cacheRead;
    private long cacheWrite;
    private long output;
    private long thinking;

    void add(JsonNode usage) {
        input = latest(usage.path("input_tokens"), input);
        cacheRead = latest(usage.path("cache_read_input_tokens"), cacheRead);
        cacheWrite = latest(usage.path("cache_creation_input_tokens"), cacheWrite);
        output = latest(usage.path("output_tokens"), output);
        thinking = latest(usage.path("output_tokens_details").path("thinking_tokens"), thinking);
    }

    /// Anthropic's `input_tokens` leaves out what was read from and written to the cache; ours does
    /// not.
    TokenCounts tokens() {
        return new TokenCounts(
                input + cacheRead + cacheWrite, cacheRead, cacheWrite, output, thinking);
    }

    private static long latest(JsonNode number, long before) {
        return number.isNumber() ? Math.max(0, number.longValue()) : before;
    }
}
