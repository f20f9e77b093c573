package io.smoothllm.testing.simulator.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.Completion;
import io.smoothllm.testing.simulator.mind.PromptCache;

/// Token counts in Anthropic's way: `input_tokens` is what neither came from the cache nor went
/// into it; `output_tokens` has the thinking in it.
///
/// @param input all of it
record Usage(long input, PromptCache.Use cache, Completion completion) {
    TokenCounts served(long output, long thinking) {
        return new TokenCounts(
                input, cache.read(), cache.writtenAltogether(), output, Math.min(output, thinking));
    }

    TokenCounts served() {
        return served(completion.outputTokens(), completion.thinkingTokens());
    }

    /// As a whole answer and `message_start` tell it.
    ObjectNode atStart(long output) {
        var usage = inputs();
        usage.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", cache.written())
                .put("ephemeral_1h_input_tokens", cache.writtenForAnHour());
        return usage.put("output_tokens", output).put("service_tier", "standard");
    }

    ObjectNode whole() {
        return withThinking(atStart(completion.outputTokens()));
    }

    /// As `message_delta` tells it: everything since the beginning.
    ObjectNode cumulative() {
        return withThinking(inputs().put("output_tokens", completion.outputTokens()));
    }

    private ObjectNode inputs() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("input_tokens", input - cache.read() - cache.writtenAltogether())
                .put("cache_creation_input_tokens", cache.writtenAltogether())
                .put("cache_read_input_tokens", cache.read());
    }

    private ObjectNode withThinking(ObjectNode usage) {
        if (completion.thinking() != null) {
            usage.putObject("output_tokens_details")
                    .put("thinking_tokens", completion.thinkingTokens());
        }
        return usage;
    }
}
