package io.smoothllm.proxy.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.JsonTool;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Turns;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes `system` and `messages`. Roles must alternate, so neighbours of one role are joined, tool
/// results first; system messages are hoisted, in order; texts that are blank are left out, since
/// Converse refuses them.
final class MessageWriter {
    private final ModelFamily family;
    private final Set<String> ignored;
    private final MediaWriter media = new MediaWriter();
    private final Turns conversation;
    private final List<Part> system;

    /// @throws ProblemException [Problem.InvalidRequest] when nobody says anything
    MessageWriter(ChatRequest request, ModelFamily family, Set<String> ignored) {
        this.family = family;
        this.ignored = ignored;
        this.conversation = Turns.of(request.messages(), this::isSaid);
        this.system = new ArrayList<>(conversation.system());
        if (request.outputFormat() instanceof OutputFormat.AnyJson) {
            system.add(JsonTool.ONLY_JSON);
        }
    }

    Turns conversation() {
        return conversation;
    }

    void write(ObjectNode body) {
        if (!system.isEmpty()) {
            var blocks = body.putArray("system");
            system.forEach(part -> instruction(part, blocks));
        }
        var messages = body.putArray("messages");
        for (var turn : conversation.inOrder()) {
            var content =
                    messages.addObject()
                            .put("role", turn.role() == Role.USER ? "user" : "assistant")
                            .putArray("content");
            turn.parts().forEach(part -> block(part, turn.role(), content));
        }
    }

    private void instruction(Part part, ArrayNode blocks) {
        if (!(part instanceof Part.Text(var text, var cache))) {
            throw unsupported("This model takes nothing but text in system messages.");
        }
        blocks.addObject().put("text", text);
        cachePoint(cache, blocks);
    }

    private void block(Part part, Role role, ArrayNode blocks) {
        switch (part) {
            case Part.Text(var text, var cache) -> {
                blocks.addObject().put("text", text);
                cachePoint(cache, blocks);
            }
            case Part.Image(var picture, var cache) -> {
                ofUser(role);
                media.image(picture, blocks.addObject());
                cachePoint(cache, blocks);
            }
            case Part.Document(var document, var filename, var cache) -> {
                ofUser(role);
                media.document(document, filename, blocks.addObject());
                cachePoint(cache, blocks);
            }
            case Part.ToolCall(var id, var name, var arguments, var cache) -> {
                blocks.addObject()
                        .putObject("toolUse")
                        .put("toolUseId", CallId.of(id))
                        .put("name", name)
                        .putRawValue("input", new RawValue(arguments));
                cachePoint(cache, blocks);
            }
            case Part.ToolResult result -> result(result, blocks);
            case Part.Thinking(var text, var signature) ->
                    blocks.addObject()
                            .putObject("reasoningContent")
                            .putObject("reasoningText")
                            .put("text", text)
                            .put("signature", signature.value());
            case Part.RedactedThinking(var data) ->
                    blocks.addObject().putObject("reasoningContent").put("redactedContent", data);
        }
    }

    private void result(Part.ToolResult result, ArrayNode blocks) {
        var written =
                blocks.addObject()
                        .putObject("toolResult")
                        .put("toolUseId", CallId.of(result.callId()));
        var content = written.putArray("content");
        var cache = result.cacheControl();
        for (var part : result.content()) {
            cache = resultPart(part, content, cache);
        }
        if (result.failed() && family.takesToolStatus()) {
            written.put("status", "error");
            if (content.isEmpty()) {
                // Nothing at all is only allowed where nothing went wrong.
                content.addObject().put("text", "The tool failed.");
            }
        }
        cachePoint(cache, blocks);
    }

    /// @return the marker to put behind the result: within it there is no place for one
    private JsonNode resultPart(Part part, ArrayNode content, JsonNode cache) {
        return switch (part) {
            case Part.Text(var text, var own) -> {
                if (!text.isBlank()) {
                    content.addObject().put("text", text);
                }
                yield own == null ? cache : own;
            }
            case Part.Image(var picture, var own) -> {
                media.image(picture, content.addObject());
                yield own == null ? cache : own;
            }
            case Part.Document(var document, var filename, var own) -> {
                media.document(document, filename, content.addObject());
                yield own == null ? cache : own;
            }
            case Part.ToolCall _, Part.ToolResult _, Part.Thinking _, Part.RedactedThinking _ ->
                    throw unsupported(
                            "This model takes text, images and documents as a tool's result.");
        };
    }

    private void cachePoint(JsonNode cacheControl, ArrayNode blocks) {
        if (cacheControl == null) {
            return;
        }
        if (family.cachesPrompts()) {
            CachePoints.add(cacheControl, blocks);
        } else {
            ignored.add("cache_control");
        }
    }

    /// A thought goes back only if Claude signed it, and only to Claude.
    private boolean isSaid(Part part) {
        return switch (part) {
            case Part.Thinking(_, var signature) ->
                    family == ModelFamily.CLAUDE
                            && signature != null
                            && signature.maker() == Signature.Maker.CLAUDE;
            case Part.RedactedThinking _ -> family == ModelFamily.CLAUDE;
            case Part.Text(var text, _) -> !text.isBlank();
            case Part.Image _, Part.Document _, Part.ToolCall _, Part.ToolResult _ -> true;
        };
    }

    private static void ofUser(Role role) {
        if (role != Role.USER) {
            throw unsupported("This model takes images and documents from users only.");
        }
    }

    private static ProblemException unsupported(String message) {
        return new ProblemException(new Problem.Unsupported("messages", message));
    }
}
