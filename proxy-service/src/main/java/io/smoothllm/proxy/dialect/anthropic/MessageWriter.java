package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
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
    /// For models that cannot be held to just any JSON; strict it is not.
    private static final String ONLY_JSON =
            "Answer with one JSON object and nothing else: no words around it, no code fence.";

    /// What the API sees (type `Base64ImageSource`).
    private static final Set<String> PICTURES =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final List<Part> system = new ArrayList<>();
    private final List<Message> turns = new ArrayList<>();

    /// @param format of the answer; null = any
    MessageWriter(List<Message> messages, OutputFormat format) {
        for (var message : messages) {
            var parts = message.parts().stream().filter(MessageWriter::isSaid).toList();
            if (parts.isEmpty()) {
                continue;
            }
            if (message.role() == Role.SYSTEM) {
                system.addAll(parts);
            } else {
                turn(message.role(), parts);
            }
        }
        if (turns.isEmpty() && !system.isEmpty()) {
            // There must be something to answer.
            turn(Role.USER, List.of(system.removeLast()));
        }
        if (format instanceof OutputFormat.AnyJson) {
            system.add(new Part.Text(ONLY_JSON, null));
        }
    }

    private void turn(Role role, List<Part> parts) {
        if (turns.isEmpty() || turns.getLast().role() != role) {
            turns.add(new Message(role, parts));
            return;
        }
        var joined = new ArrayList<>(turns.removeLast().parts());
        joined.addAll(parts);
        turns.add(new Message(role, joined));
    }

    /// Whether results are given to calls of a turn that did not begin with a thought of Claude's,
    /// because another model or a forgetful client had it. While it thinks by budget, Claude
    /// refuses such a turn ("Expected `thinking` or `redacted_thinking`, but found …").
    boolean resumesWithoutThought() {
        for (var turn : turns.reversed()) {
            if (turn.role() == Role.ASSISTANT) {
                return turn.parts().stream().anyMatch(Part.ToolCall.class::isInstance)
                        && !(turn.parts().getFirst() instanceof Part.Thinking)
                        && !(turn.parts().getFirst() instanceof Part.RedactedThinking);
            }
        }
        return false;
    }

    void write(ObjectNode body) {
        if (turns.isEmpty()) {
            throw new ProblemException(
                    new Problem.InvalidRequest("messages", "There is no message with content."));
        }
        if (!system.isEmpty()) {
            var blocks = body.putArray("system");
            system.forEach(part -> block(part, blocks));
        }
        var messages = body.putArray("messages");
        for (int i = 0; i < turns.size(); i++) {
            var turn = turns.get(i);
            boolean prefill = i == turns.size() - 1 && turn.role() == Role.ASSISTANT;
            var message =
                    messages.addObject()
                            .put("role", turn.role() == Role.USER ? "user" : "assistant");
            var content = message.putArray("content");
            parts(turn, prefill).forEach(part -> block(part, content));
        }
    }

    /// Tool results come first in a user turn, whatever the client put between them; a prefilled
    /// answer must not end in white space.
    private static List<Part> parts(Message turn, boolean prefill) {
        var parts = new ArrayList<>(turn.parts());
        if (turn.role() == Role.USER) {
            parts.sort(
                    (a, b) ->
                            Boolean.compare(
                                    b instanceof Part.ToolResult, a instanceof Part.ToolResult));
        }
        if (prefill && parts.getLast() instanceof Part.Text(var text, var cache)) {
            parts.set(parts.size() - 1, new Part.Text(text.stripTrailing(), cache));
        }
        return parts;
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
