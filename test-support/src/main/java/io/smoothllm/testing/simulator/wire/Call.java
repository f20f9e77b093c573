package io.smoothllm.testing.simulator.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// A request, whole.
///
/// @param path without the dialect's prefix, for example `/chat/completions`
/// @param headers names in lower case
/// @param json the body; empty when it is not JSON
/// @param form the body; empty when it is not a form
public record Call(
        String method,
        String path,
        Map<String, String> headers,
        Optional<JsonNode> json,
        Optional<Form> form) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build();

    public static Call of(String method, String path, Map<String, String> headers, byte[] body) {
        var form = Form.parse(headers.getOrDefault("content-type", ""), body);
        return new Call(
                method, path, headers, form.isPresent() ? Optional.empty() : parse(body), form);
    }

    private static Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /// Empty text when there is no such header.
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /// What the body names; empty text when it names none.
    public String model() {
        return form.map(fields -> fields.field("model"))
                .or(() -> json.map(body -> body.path("model").asText("")))
                .orElse("");
    }
}
