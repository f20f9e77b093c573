package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.ToolArguments;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The items of `input` in the neutral form. Whatever the model said in a row (messages, reasoning,
/// calls) is one assistant turn, and the outputs of its calls are one user turn, as every other
/// dialect wants them.
final class InputReader {
    /// How OpenAI's own encrypted reasoning starts (Fernet, version 128 and a time before 2106).
    /// Nobody else can read it.
    private static final String OPENAI_CIPHER = "gAAAA";

    private final ToolReader tools;
    private final List<Message> messages = new ArrayList<>();
    private final List<Part> turn = new ArrayList<>();
    private final Set<String> calls = new HashSet<>();
    private Role speaker = Role.USER;

    /// @param tools gets those that are offered in between
    InputReader(ToolReader tools) {
        this.tools = tools;
    }

    List<Message> read(JsonNode items) {
        for (int i = 0; i < items.size(); i++) {
            item(new Fields(items.get(i), "input[" + i + "]."), "input[" + i + "]");
        }
        endTurn();
        return messages;
    }

    private void item(Fields item, String at) {
        var type = item.text("type");
        switch (type == null ? "message" : type) {
            case "message" -> message(item);
            case "reasoning" -> reasoning(item);
            case "function_call" -> {
                var arguments = item.text("arguments");
                call(
                        item,
                        ToolArguments.checked(
                                arguments == null ? "" : arguments, at + ".arguments"));
            }
            case "custom_tool_call" -> call(item, OfferedTools.wrapped(item.needed("input")));
            case "function_call_output", "custom_tool_call_output" -> output(item, at);
            case "additional_tools" -> tools.add(item.array("tools"), at + ".tools");
            case "item_reference" ->
                    throw unsupported(
                            at, "This model's provider stores no items; send the item itself.");
            default ->
                    throw unsupported(at + ".type", "This model does not take items of this type.");
        }
    }

    private void message(Fields item) {
        var role = item.needed("role");
        switch (role) {
            case "assistant" -> {
                speak(Role.ASSISTANT);
                turn.addAll(ContentReader.read(item, "content"));
            }
            case "user", "system", "developer" -> {
                endTurn();
                messages.add(
                        new Message(
                                role.equals("user") ? Role.USER : Role.SYSTEM,
                                ContentReader.read(item, "content")));
            }
            default -> throw item.invalid("role", "must be user, assistant, system or developer.");
        }
    }

    /// Text that nobody signed is kept: some providers ask for it. What OpenAI encrypted is of use
    /// to OpenAI only.
    private void reasoning(Fields item) {
        speak(Role.ASSISTANT);
        var sealed = item.text("encrypted_content");
        var text = texts(item.array("content"));
        if (text.isEmpty()) {
            text = texts(item.array("summary"));
        }
        if (sealed != null && sealed.startsWith(ReasoningItem.REDACTED)) {
            turn.add(new Part.RedactedThinking(sealed.substring(ReasoningItem.REDACTED.length())));
        } else if (sealed != null && !sealed.isEmpty() && !sealed.startsWith(OPENAI_CIPHER)) {
            turn.add(new Part.Thinking(text, Signature.parse(sealed)));
        } else if (!text.isBlank()) {
            turn.add(new Part.Thinking(text, null));
        }
    }

    private static String texts(JsonNode parts) {
        var texts = new ArrayList<String>();
        parts.forEach(part -> texts.add(part.path("text").asText("")));
        return String.join("\n\n", texts);
    }

    private void call(Fields item, String arguments) {
        speak(Role.ASSISTANT);
        var id = item.needed("call_id");
        calls.add(id);
        turn.add(
                new Part.ToolCall(
                        id,
                        OfferedTools.neutral(item.text("namespace"), item.needed("name")),
                        arguments,
                        ContentReader.cacheControl(item.object())));
    }

    private void output(Fields item, String at) {
        speak(Role.USER);
        var id = item.needed("call_id");
        if (!calls.contains(id)) {
            throw new ProblemException(
                    new Problem.InvalidRequest(
                            at, "No tool call found for the output with call_id " + id + "."));
        }
        turn.add(
                new Part.ToolResult(
                        id,
                        ContentReader.read(item, "output"),
                        false,
                        ContentReader.cacheControl(item.object())));
    }

    private void speak(Role role) {
        if (speaker != role) {
            endTurn();
            speaker = role;
        }
    }

    private void endTurn() {
        if (!turn.isEmpty()) {
            messages.add(new Message(speaker, List.copyOf(turn)));
            turn.clear();
        }
    }

    private static ProblemException unsupported(String param, String message) {
        return new ProblemException(new Problem.Unsupported(param, message));
    }
}
