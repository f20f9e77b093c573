package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a request says that the neutral form has no word for. It changes no answer's meaning
/// (`logit_bias`, `prediction`, `store`, …), or nobody here knows what it is.
final class IgnoredFields {
    private static final Set<String> UNDERSTOOD =
            Set.of(
                    "model",
                    "messages",
                    "stream",
                    "stream_options",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "functions",
                    "function_call",
                    "max_completion_tokens",
                    "max_tokens",
                    "n",
                    "logprobs",
                    "top_logprobs",
                    "temperature",
                    "top_p",
                    "top_k",
                    "seed",
                    "presence_penalty",
                    "frequency_penalty",
                    "stop",
                    "reasoning_effort",
                    "response_format",
                    "safety_identifier",
                    "user",
                    "service_tier",
                    "verbosity",
                    "prompt_cache_key",
                    "metadata",
                    "modalities",
                    "web_search_options");

    private IgnoredFields() {}

    static List<String> of(JsonNode root) {
        var ignored = new ArrayList<String>();
        for (var field : root.properties()) {
            if (!UNDERSTOOD.contains(field.getKey()) && says(field.getValue())) {
                ignored.add(field.getKey());
            }
        }
        return List.copyOf(ignored);
    }

    /// Null, false and nothing are what a field is without being given.
    private static boolean says(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> false;
            case BOOLEAN -> value.booleanValue();
            case STRING -> !value.textValue().isEmpty();
            case ARRAY, OBJECT -> !value.isEmpty();
            case NUMBER, BINARY, POJO -> true;
        };
    }
}
