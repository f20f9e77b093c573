package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.Json;

/// Anthropic's `usage`. In a stream it is cumulative and its members may be missing or null, so a
/// later number replaces an earlier one and is never added to it.
final class UsageCount {
    private long input;
    private long cacheRead;
    private long cacheWrite;
    private long cacheWriteHour;
    private long output;
    private long thinking;
    private boolean said;

    void add(JsonNode usage) {
        said |= usage.isObject();
        input = latest(usage.path("input_tokens"), input);
        cacheRead = latest(usage.path("cache_read_input_tokens"), cacheRead);
        cacheWrite = latest(usage.path("cache_creation_input_tokens"), cacheWrite);
        cacheWriteHour =
                latest(
                        usage.path("cache_creation").path("ephemeral_1h_input_tokens"),
                        cacheWriteHour);
        output = latest(usage.path("output_tokens"), output);
        thinking = latest(usage.path("output_tokens_details").path("thinking_tokens"), thinking);
    }

    /// Whether there was any usage.
    boolean isSaid() {
        return said;
    }

    /// Anthropic's `input_tokens` leaves out what was read from and written to the cache; ours does
    /// not.
    TokenCounts tokens() {
        return new TokenCounts(
                input + cacheRead + cacheWrite,
                cacheRead,
                cacheWrite,
                Math.min(cacheWriteHour, cacheWrite),
                output,
                thinking);
    }

    /// The other way round.
    static ObjectNode write(TokenCounts tokens) {
        var usage = Json.MAPPER.createObjectNode();
        usage.put(
                "input_tokens",
                Math.max(0, tokens.input() - tokens.cachedInput() - tokens.cacheWrite()));
        usage.put("cache_read_input_tokens", tokens.cachedInput());
        usage.put("cache_creation_input_tokens", tokens.cacheWrite());
        usage.putObject("cache_creation")
                .put(
                        "ephemeral_5m_input_tokens",
                        Math.max(0, tokens.cacheWrite() - tokens.cacheWriteHour()))
                .put("ephemeral_1h_input_tokens", tokens.cacheWriteHour());
        usage.put("output_tokens", tokens.output());
        usage.putObject("output_tokens_details").put("thinking_tokens", tokens.reasoning());
        return usage;
    }

    private static long latest(JsonNode number, long before) {
        return number.isNumber() ? Math.max(0, number.longValue()) : before;
    }
}
