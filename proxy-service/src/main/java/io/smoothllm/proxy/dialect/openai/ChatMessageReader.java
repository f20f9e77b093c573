package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.ToolArguments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `messages` in the neutral form. Tool messages in a row become one user message of results, as
/// every other dialect wants them.
final class ChatMessageReader {
    /// Functions, the tools of old, were called without an id: the last one for each name.
    private final Map<String, String> functionCalls = new HashMap<>();

    private int functionsCalled;

    List<Message> read(JsonNode messages) {
        var read = new ArrayList<Message>();
        var results = new ArrayList<Part>();
        for (int i = 0; i < messages.size(); i++) {
            var message = messages.get(i);
            var at = "messages[" + i + "]";
            var role = message.path("role").asText();
            if (role.equals("tool")) {
                results.add(toolResult(message, at));
                continue;
            }
            if (role.equals("function")) {
                results.add(functionResult(message, at));
                continue;
            }
            flush(results, read);
            read.add(said(role, message, at));
        }
        flush(results, read);
        return read;
    }

    private static void flush(List<Part> results, List<Message> read) {
        if (!results.isEmpty()) {
            read.add(new Message(Role.USER, List.copyOf(results)));
            results.clear();
        }
    }

    private Message said(String role, JsonNode message, String at) {
        return switch (role) {
            case "system", "developer" -> new Message(Role.SYSTEM, PartReader.content(message, at));
            case "user" -> new Message(Role.USER, PartReader.content(message, at));
            case "assistant" -> new Message(Role.ASSISTANT, assistant(message, at));
            default ->
                    throw Refusals.invalid(
                            at + ".role",
                            "The role must be system, developer, user, assistant or tool.");
        };
    }

    static JsonNode cacheControl(JsonNode node) {
        var marker = node.path("cache_control");
        return marker.isObject() ? marker : null;
    }

    /// Thoughts first, but for those whose signature a call bears: they stand before that call.
    private List<Part> assistant(JsonNode message, String at) {
        if (message.path("audio").isObject()) {
            throw Refusals.unsupported(at + ".audio", "This model does not take audio.");
        }
        var parts = new ArrayList<Part>();
        var calls = message.path("tool_calls");
        var blocks = ThinkingBlocks.of(message);
        var thoughts = JsonText.of(message.path("reasoning_content"));
        if (thoughts != null && blocks.stream().noneMatch(ThinkingBlocks.Block::hasText)) {
            parts.add(new Part.Thinking(thoughts, null));
        }
        var ofCalls = ThinkingBlocks.ofCalls(blocks, calls);
        blocks.stream()
                .filter(block -> !ofCalls.containsValue(block))
                .forEach(block -> parts.add(thought(block)));
        parts.addAll(PartReader.content(message, at));
        if (JsonText.of(message.path("refusal")) != null) {
            parts.add(new Part.Text(message.path("refusal").textValue(), null));
        }
        for (int i = 0; i < calls.size(); i++) {
            call(calls.get(i), ofCalls, at + ".tool_calls[" + i + "]", parts);
        }
        if (message.path("function_call").isObject()) {
            parts.add(functionCall(message.path("function_call"), at + ".function_call"));
        }
        return parts;
    }

    private static Part thought(ThinkingBlocks.Block block) {
        return block.redacted() == null
                ? new Part.Thinking(block.text(), block.signature())
                : new Part.RedactedThinking(block.redacted());
    }

    private static void call(
            JsonNode call,
            Map<Signature, ThinkingBlocks.Block> ofCalls,
            String at,
            List<Part> parts) {
        if (call.path("type").asText().equals("custom")) {
            throw Refusals.unsupported(
                    at + ".type", "This model takes tools of type function only.");
        }
        var function = call.path("function");
        if (!call.path("id").isTextual() || !function.path("name").isTextual()) {
            throw Refusals.invalid(at, "A tool call needs an id and a function with a name.");
        }
        var signature = ThinkingBlocks.signatureOf(call);
        if (signature != null) {
            var block = ofCalls.get(signature);
            parts.add(block == null ? new Part.Thinking("", signature) : thought(block));
        }
        parts.add(
                new Part.ToolCall(
                        call.path("id").textValue(),
                        function.path("name").textValue(),
                        arguments(function, at + ".function"),
                        cacheControl(call)));
    }

    private static String arguments(JsonNode function, String at) {
        return ToolArguments.checked(function.path("arguments").asText(""), at + ".arguments");
    }

    /// The id has to be the same each time the conversation comes, or no prompt cache would know
    /// it.
    private Part functionCall(JsonNode function, String at) {
        if (!function.path("name").isTextual()) {
            throw Refusals.invalid(at + ".name", "A function call needs a name.");
        }
        var name = function.path("name").textValue();
        var id = "function_call_" + functionsCalled++;
        functionCalls.put(name, id);
        return new Part.ToolCall(id, name, arguments(function, at), null);
    }

    private static Part toolResult(JsonNode message, String at) {
        if (!message.path("tool_call_id").isTextual()) {
            throw Refusals.invalid(
                    at + ".tool_call_id", "A tool message needs the tool_call_id it answers.");
        }
        return result(message.path("tool_call_id").textValue(), message, at);
    }

    private Part functionResult(JsonNode message, String at) {
        var id = functionCalls.get(message.path("name").asText());
        if (id == null) {
            throw Refusals.invalid(
                    at + ".name", "A function message needs the name of a function called before.");
        }
        return result(id, message, at);
    }

    private static Part result(String callId, JsonNode message, String at) {
        return new Part.ToolResult(
                callId, PartReader.content(message, at), false, cacheControl(message));
    }
}
