package io.smoothllm.testing.simulator.openai;

import static io.smoothllm.testing.simulator.openai.OpenAiErrors.badRequest;
import static io.smoothllm.testing.simulator.openai.OpenAiErrors.invalidType;
import static io.smoothllm.testing.simulator.openai.OpenAiErrors.invalidValue;
import static io.smoothllm.testing.simulator.openai.OpenAiErrors.missing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What OpenAI refuses in the messages of a chat request: shapes, roles, and tool results that
/// answer no call or calls that got no result.
final class MessageChecks {
    private static final Set<String> TEXT_ONLY = Set.of("text");
    private static final Map<String, Set<String>> PARTS_OF_ROLE =
            Map.of(
                    "system", TEXT_ONLY,
                    "developer", TEXT_ONLY,
                    "tool", TEXT_ONLY,
                    "function", TEXT_ONLY,
                    "assistant", Set.of("text", "refusal"),
                    "user", Set.of("text", "image_url", "input_audio", "file"));
    private static final String ROLES =
            "'system', 'assistant', 'user', 'function', 'tool', and 'developer'";

    private MessageChecks() {}

    static void check(JsonNode body) {
        if (!body.hasNonNull("messages")) {
            throw missing("messages");
        }
        var messages = body.get("messages");
        if (!messages.isArray()) {
            throw invalidType("messages", "an array of objects");
        }
        if (messages.isEmpty()) {
            throw badRequest(
                    "Invalid 'messages': empty array. Expected an array with minimum length 1,"
                            + " but got an empty array instead.",
                    "messages",
                    "empty_array");
        }
        for (int i = 0; i < messages.size(); i++) {
            message(messages.get(i), "messages[" + i + "]");
        }
        conversation(messages);
    }

    private static void message(JsonNode message, String path) {
        if (!message.isObject()) {
            throw invalidType(path, "an object");
        }
        if (!message.path("role").isTextual()) {
            throw missing(path + ".role");
        }
        var role = message.get("role").textValue();
        if (!PARTS_OF_ROLE.containsKey(role)) {
            throw invalidValue(path + ".role", role, ROLES);
        }
        content(message, role, path + ".content");
        if (role.equals("tool") && !message.path("tool_call_id").isTextual()) {
            throw missing(path + ".tool_call_id");
        }
        for (int i = 0; i < message.path("tool_calls").size(); i++) {
            toolCall(message.path("tool_calls").path(i), path + ".tool_calls[" + i + "]");
        }
    }

    private static void content(JsonNode message, String role, String path) {
        var content = message.path("content");
        if (content.isMissingNode() || content.isNull()) {
            if (!role.equals("assistant")
                    || !(message.hasNonNull("tool_calls")
                            || message.hasNonNull("function_call")
                            || message.hasNonNull("refusal"))) {
                throw invalidType(path, "a string, but got null instead");
            }
            return;
        }
        if (content.isTextual()) {
            return;
        }
        if (!content.isArray() || content.isEmpty()) {
            throw invalidType(path, "one of a string or array of objects");
        }
        for (int i = 0; i < content.size(); i++) {
            part(content.get(i), role, path + "[" + i + "]");
        }
    }

    private static void part(JsonNode part, String role, String path) {
        var type = part.path("type").asText("");
        if (!PARTS_OF_ROLE.get(role).contains(type)) {
            var supported = "'" + String.join("', '", PARTS_OF_ROLE.get(role)) + "'";
            throw invalidValue(path + ".type", type, supported);
        }
        if (type.equals("text") && !part.path("text").isTextual()) {
            throw missing(path + ".text");
        }
        if (type.equals("image_url") && !part.path("image_url").path("url").isTextual()) {
            throw missing(path + ".image_url.url");
        }
    }

    private static void toolCall(JsonNode call, String path) {
        if (!call.path("id").isTextual()) {
            throw missing(path + ".id");
        }
        if (!call.path("type").isTextual()) {
            throw missing(path + ".type");
        }
        if (!call.path("function").path("name").isTextual()) {
            throw missing(path + ".function.name");
        }
        if (!call.path("function").path("arguments").isTextual()) {
            throw invalidType(path + ".function.arguments", "a string");
        }
    }

    private static void conversation(JsonNode messages) {
        var unanswered = new LinkedHashSet<String>();
        for (int i = 0; i < messages.size(); i++) {
            var message = messages.get(i);
            if (message.path("role").asText().equals("tool")) {
                if (!unanswered.remove(message.path("tool_call_id").asText())) {
                    throw badRequest(
                            "Invalid parameter: messages with role 'tool' must be a response to a"
                                    + " preceding message with 'tool_calls'.",
                            "messages.[" + i + "].role",
                            null);
                }
            } else {
                requireAnswered(unanswered, i);
                message.path("tool_calls")
                        .forEach(call -> unanswered.add(call.path("id").asText()));
            }
        }
        requireAnswered(unanswered, messages.size());
    }

    private static void requireAnswered(Set<String> unanswered, int index) {
        if (!unanswered.isEmpty()) {
            throw badRequest(
                    "An assistant message with 'tool_calls' must be followed by tool messages"
                            + " responding to each 'tool_call_id'. The following tool_call_ids did"
                            + " not have response messages: "
                            + String.join(", ", unanswered),
                    "messages.[" + index + "].role",
                    null);
        }
    }
}
