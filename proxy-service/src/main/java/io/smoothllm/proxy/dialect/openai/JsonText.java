package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;

/// Strings that may be missing. Compatible servers send `""` where OpenAI sends null or nothing.
final class JsonText {
    private JsonText() {}

    /// @return null when it is no string, or an empty one
    static String of(JsonNode node) {
        return node.isTextual() && !node.textValue().isEmpty() ? node.textValue() : null;
    }
}
