package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.Json;

/// OpenAI's `usage` object, both ways (type `CompletionUsage`).
final class Usage {
    private Usage() {}

    /// @return null when it is no usage
    static TokenCounts read(JsonNode usage) {
        if (!usage.isObject() || !(usage.has("prompt_tokens") || usage.has("completion_tokens"))) {
            return null;
        }
        var input = usage.path("prompt_tokens_details");
        return new TokenCounts(
                count(usage.path("prompt_tokens")),
                count(input.path("cached_tokens")),
                count(input.path("cache_write_tokens")),
                count(usage.path("completion_tokens")),
                count(usage.path("completion_tokens_details").path("reasoning_tokens")));
    }

    static ObjectNode write(TokenCounts tokens) {
        var usage = Json.MAPPER.createObjectNode();
        usage.put("prompt_tokens", tokens.input());
        usage.put("completion_tokens", tokens.output());
        usage.put("total_tokens", tokens.input() + tokens.output());
        usage.putObject("prompt_tokens_details")
                .put("cached_tokens", tokens.cachedInput())
                .put("cache_write_tokens", tokens.cacheWrite())
                .put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", tokens.reasoning())
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }

    private static long count(JsonNode node) {
        return Math.max(0, node.asLong(0));
    }
}
