package io.smoothllm.testing.simulator.anthropic;

import static io.smoothllm.testing.simulator.anthropic.AnthropicErrors.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What Anthropic refuses in one content block.
final class BlockChecks {
    private static final Pattern TOOL_USE_ID = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Set<String> IMAGES =
            new TreeSet<>(Set.of("image/jpeg", "image/png", "image/gif", "image/webp"));
    private static final Set<String> SOURCES =
            new TreeSet<>(Set.of("base64", "url", "file", "text", "content"));

    private static final Map<String, Set<String>> FIELDS =
            Map.of(
                    "text", Set.of("type", "text", "cache_control", "citations"),
                    "image", Set.of("type", "source", "cache_control"),
                    "document",
                            Set.of(
                                    "type",
                                    "source",
                                    "title",
                                    "context",
                                    "citations",
                                    "cache_control"),
                    "search_result",
                            Set.of(
                                    "type",
                                    "source",
                                    "title",
                                    "content",
                                    "citations",
                                    "cache_control"),
                    "tool_use", Set.of("type", "id", "name", "input", "cache_control", "caller"),
                    "tool_result",
                            Set.of("type", "tool_use_id", "content", "is_error", "cache_control"),
                    "thinking", Set.of("type", "thinking", "signature"),
                    "redacted_thinking", Set.of("type", "data"));

    private static final Map<String, Set<String>> BLOCKS_OF =
            Map.of(
                    "system", Set.of("text"),
                    "user", Set.of("text", "image", "document", "search_result", "tool_result"),
                    "assistant", Set.of("text", "tool_use", "thinking", "redacted_thinking"),
                    "tool_result", Set.of("text", "image", "document", "search_result"));

    private BlockChecks() {}

    /// @param place `system`, a role, or `tool_result`
    static void check(JsonNode block, String place, String path) {
        var type = Checks.string(block, "type", path);
        if (!BLOCKS_OF.get(place).contains(type)) {
            throw badRequest(
                    path
                            + ": Input tag '"
                            + type
                            + "' does not match any of the expected tags: "
                            + String.join(", ", new TreeSet<>(BLOCKS_OF.get(place))));
        }
        var inner = path + "." + type;
        Checks.onlyFields(block, FIELDS.get(type), inner);
        switch (type) {
            case "text" -> text(block, path, inner);
            case "image" -> image(Checks.object(block, "source", inner), inner + ".source");
            case "document" -> source(Checks.object(block, "source", inner), inner + ".source");
            case "tool_use" -> toolUse(block, inner);
            case "tool_result" -> toolResult(block, inner);
            case "thinking" -> thinking(block, path);
            case "redacted_thinking" -> Checks.string(block, "data", inner);
            default -> Checks.required(block, "content", inner);
        }
    }

    private static void text(JsonNode block, String path, String inner) {
        if (Checks.string(block, "text", inner).isEmpty()) {
            var where = path.startsWith("system") ? "system" : "messages";
            throw badRequest(where + ": text content blocks must be non-empty");
        }
    }

    private static String source(JsonNode source, String path) {
        var type = Checks.string(source, "type", path);
        Checks.oneOf(type, SOURCES, path + ".type");
        switch (type) {
            case "base64" -> {
                Checks.string(source, "media_type", path);
                base64(Checks.string(source, "data", path), path);
            }
            case "url" -> Checks.string(source, "url", path);
            case "file" -> Checks.string(source, "file_id", path);
            case "text" -> Checks.string(source, "data", path);
            default -> Checks.required(source, "content", path);
        }
        return type;
    }

    private static void image(JsonNode source, String path) {
        if (source(source, path).equals("base64")) {
            Checks.oneOf(source.path("media_type").asText(), IMAGES, path + ".base64.media_type");
        }
    }

    private static void base64(String data, String path) {
        try {
            if (Base64.getDecoder().decode(data).length == 0) {
                throw badRequest(path + ".base64: image cannot be empty");
            }
        } catch (IllegalArgumentException e) {
            throw badRequest(path + ".base64.data: invalid base64 data");
        }
    }

    private static void toolUse(JsonNode block, String inner) {
        toolUseId(Checks.string(block, "id", inner), inner + ".id");
        Checks.string(block, "name", inner);
        Checks.object(block, "input", inner);
    }

    private static void toolResult(JsonNode block, String inner) {
        toolUseId(Checks.string(block, "tool_use_id", inner), inner + ".tool_use_id");
        Checks.optionalBoolean(block, "is_error", inner);
        var content = block.path("content");
        if (content.isMissingNode() || content.isTextual()) {
            return;
        }
        Checks.list(block, "content", inner);
        for (int i = 0; i < content.size(); i++) {
            check(content.get(i), "tool_result", inner + ".content." + i);
        }
    }

    private static void toolUseId(String id, String path) {
        if (!TOOL_USE_ID.matcher(id).matches()) {
            throw badRequest(path + ": String should match pattern '^[a-zA-Z0-9_-]+$'");
        }
    }

    private static void thinking(JsonNode block, String path) {
        var thinking = Checks.string(block, "thinking", path + ".thinking");
        var signature = Checks.string(block, "signature", path + ".thinking");
        if (!signature.equals(Signature.of(thinking))) {
            throw badRequest(path + ": Invalid `signature` in `thinking` block");
        }
    }
}
