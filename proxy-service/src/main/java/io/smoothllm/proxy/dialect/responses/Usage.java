package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.Json;

/// The `usage` of a response, both ways (type `ResponseUsage`). The objects with details are
/// required there.
final class Usage {
    private Usage() {}

    /// @return null when it is no usage
    static TokenCounts read(JsonNode usage) {
        if (!usage.isObject() || !(usage.has("input_tokens") || usage.has("output_tokens"))) {
            return null;
        }
        var input = usage.path("input_tokens_details");
        return new TokenCounts(
                count(usage.path("input_tokens")),
                count(input.path("cached_tokens")),
                count(input.path("cache_write_tokens")),
                count(usage.path("output_tokens")),
                count(usage.path("output_tokens_details").path("reasoning_tokens")));
    }

    static ObjectNode write(TokenCounts tokens) {
        var usage = Json.MAPPER.createObjectNode().put("input_tokens", tokens.input());
        usage.putObject("input_tokens_details")
                .put("cached_tokens", tokens.cachedInput())
                .put("cache_write_tokens", tokens.cacheWrite());
        usage.put("output_tokens", tokens.output());
        usage.putObject("output_tokens_details").put("reasoning_tokens", tokens.reasoning());
        return usage.put("total_tokens", tokens.input() + tokens.output());
    }

    private static long count(JsonNode node) {
        return Math.max(0, node.asLong(0));
    }
}
