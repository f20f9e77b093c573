package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.JsonTool;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Turns;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// Writes `system` and `messages`. System messages are hoisted, in order, one block each;
/// neighbours of one role are joined, tool results first, as the API wants them; texts that are
/// blank are left out, since it refuses them.
final class MessageWriter {
    /// What the API sees (type `Base64ImageSource`).
    private static final Set<String> PICTURES =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final Turns conversation;
    private final List<Part> system;

    /// @param format of the answer; null = any
    /// @throws ProblemException [Problem.InvalidRequest] when nobody says anything
    MessageWriter(List<Message> messages, OutputFormat format) {
        conversation = Turns.of(messages, MessageWriter::isSaid);
        system = new ArrayList<>(conversation.system());
        if (format instanceof OutputFormat.AnyJson) {
            system.add(JsonTool.ONLY_JSON);
        }
    }

    Turns conversation() {
        return conversation;
    }

    void write(ObjectNode body) {
        if (!system.isEmpty()) {
            var blocks = body.putArray("system");
            system.forEach(part -> block(part, blocks));
        }
        var messages = body.putArray("messages");
        for (var turn : conversation.inOrder()) {
            var content =
                    messages.addObject()
                            .put("role", turn.role() == Role.USER ? "user" : "assistant")
                            .putArray("content");
            turn.parts().forEach(part -> block(part, content));
        }
    }

    private static void block(Part part, ArrayNode blocks) {
        var block = blocks.addObject();
        switch (part) {
            case Part.Text(var text, var cache) -> {
                block.put("type", "text").put("text", text);
                RequestWriter.put(block, "cache_control", cache);
            }
            case Part.Image(var media, var cache) -> {
                source(block.put("type", "image").putObject("source"), picture(media));
                RequestWriter.put(block, "cache_control", cache);
            }
            case Part.Document(var media, var filename, var cache) -> {
                document(block.put("type", "document").putObject("source"), media);
                if (filename != null) {
                    block.put("title", filename);
                }
                RequestWriter.put(block, "cache_control", cache);
            }
            case Part.ToolCall(var id, var name, var arguments, var cache) -> {
                block.put("type", "tool_use")
                        .put("id", identifier(id))
                        .put("name", name)
                        .putRawValue("input", new RawValue(arguments));
                RequestWriter.put(block, "cache_control", cache);
            }
            case Part.ToolResult(var callId, var content, boolean failed, var cache) -> {
                block.put("type", "tool_result").put("tool_use_id", identifier(callId));
                result(block, content);
                if (failed) {
                    block.put("is_error", true);
                }
                RequestWriter.put(block, "cache_control", cache);
            }
            case Part.Thinking(var text, var signature) ->
                    block.put("type", "thinking")
                            .put("thinking", text)
                            .put("signature", signature.value());
            case Part.RedactedThinking(var data) ->
                    block.put("type", "redacted_thinking").put("data", data);
        }
    }

    private static void result(ObjectNode block, List<Part> content) {
        var shown = content.stream().filter(part -> !isBlank(part)).toList();
        if (content.size() == 1
                && content.getFirst() instanceof Part.Text(var text, var cache)
                && cache == null) {
            block.put("content", text);
        } else if (shown.isEmpty()) {
            block.put("content", "");
        } else {
            var blocks = block.putArray("content");
            shown.forEach(part -> block(part, blocks));
        }
    }

    private static Part.Media picture(Part.Media media) {
        if (!(media instanceof Part.Media.Inline(var type, var base64))
                || PICTURES.contains(type)) {
            return media;
        }
        if (type.equals("image/jpg")) {
            return new Part.Media.Inline("image/jpeg", base64); // a common slip
        }
        throw new ProblemException(
                new Problem.Unsupported(
                        "messages", "This model takes JPEG, PNG, GIF and WebP images only."));
    }

    private static void source(ObjectNode source, Part.Media media) {
        switch (media) {
            case Part.Media.Inline(var type, var base64) ->
                    source.put("type", "base64").put("media_type", type).put("data", base64);
            case Part.Media.Remote(var url) -> source.put("type", "url").put("url", url);
        }
    }

    private static void document(ObjectNode source, Part.Media media) {
        if (media instanceof Part.Media.Inline(var type, var base64)
                && !type.equals("application/pdf")) {
            if (!type.equals("text/plain")) {
                throw new ProblemException(
                        new Problem.Unsupported(
                                "messages", "This model takes PDF and plain text files only."));
            }
            source.put("type", "text").put("media_type", type).put("data", decoded(base64));
        } else {
            source(source, media);
        }
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    new Problem.InvalidRequest("messages", "A file's data is not base64."));
        }
    }

    /// `^[a-zA-Z0-9_-]+$`; call and result are changed alike, so they still meet.
    private static String identifier(String id) {
        return id.replaceAll("[^a-zA-Z0-9_-]", "_");
    }

    /// A thought goes back only if Claude signed it.
    private static boolean isSaid(Part part) {
        return switch (part) {
            case Part.Thinking(_, var signature) ->
                    signature != null && signature.maker() == Signature.Maker.CLAUDE;
            default -> !isBlank(part);
        };
    }

    private static boolean isBlank(Part part) {
        return part instanceof Part.Text(var text, _) && text.isBlank();
    }
}
