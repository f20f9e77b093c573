package io.smoothllm.testing.simulator.anthropic;

import static io.smoothllm.testing.simulator.anthropic.AnthropicErrors.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/// What Anthropic refuses in the list of messages: roles, empty contents, and tool results that do
/// not stand right after their calls.
final class MessageChecks {
    private static final Set<String> ROLES = new TreeSet<>(Set.of("user", "assistant", "system"));
    private static final Set<String> FIELDS = Set.of("role", "content");

    private MessageChecks() {}

    static void check(JsonNode messages) {
        if (messages.isEmpty()) {
            throw badRequest("messages: at least one message is required");
        }
        boolean askedByUser = false;
        for (int i = 0; i < messages.size(); i++) {
            message(messages.get(i), i, i == messages.size() - 1);
            askedByUser |= role(messages.get(i)).equals("user");
        }
        if (!askedByUser) {
            throw badRequest("messages: at least one user message is required");
        }
        var turns = turns(messages);
        for (int i = 0; i < turns.size(); i++) {
            toolPairs(turns, i);
        }
        prefill(messages.get(messages.size() - 1));
    }

    private static String role(JsonNode message) {
        return message.path("role").asText();
    }

    private static void message(JsonNode message, int index, boolean last) {
        var path = "messages." + index;
        if (!message.isObject()) {
            throw badRequest(path + ": Input should be a valid dictionary");
        }
        Checks.onlyFields(message, FIELDS, path);
        var role = Checks.string(message, "role", path);
        Checks.oneOf(role, ROLES, path + ".role");
        var content = Checks.required(message, "content", path);
        if (!content.isTextual() && !content.isArray()) {
            throw badRequest(path + ".content: Input should be a valid list");
        }
        boolean empty = content.isTextual() ? content.textValue().isEmpty() : content.isEmpty();
        if (empty && !(last && role.equals("assistant"))) {
            throw badRequest(
                    path
                            + ": all messages must have non-empty content except for the optional"
                            + " final assistant message");
        }
        for (int i = 0; i < content.size(); i++) {
            BlockChecks.check(content.get(i), role, path + ".content." + i);
        }
        if (isBlank(content)) {
            throw badRequest("messages: text content blocks must contain non-whitespace text");
        }
    }

    private static boolean isBlank(JsonNode content) {
        if (content.isTextual()) {
            return !content.textValue().isEmpty() && content.textValue().isBlank();
        }
        return content.size() == 1
                && content.path(0).has("text")
                && content.path(0).path("text").asText().isBlank();
    }

    /// Messages of one role in a row count as one.
    private static JsonNode turns(JsonNode messages) {
        var turns = JsonNodeFactory.instance.arrayNode();
        for (var message : messages) {
            var last = turns.path(turns.size() - 1);
            var turn =
                    role(last).equals(role(message))
                            ? (ObjectNode) last
                            : turns.addObject().put("role", role(message));
            var blocks = turn.withArray("content");
            if (message.path("content").isTextual()) {
                blocks.addObject().put("type", "text");
            } else {
                message.path("content").forEach(blocks::add);
            }
        }
        return turns;
    }

    /// Every call of message `index` is answered at the start of the next, and nothing else is.
    private static void toolPairs(JsonNode messages, int index) {
        var calls = ids(messages.get(index), "tool_use", "id");
        var next = messages.path(index + 1);
        var results = leadingResults(next);
        if (!calls.isEmpty() && !results.containsAll(calls)) {
            calls.removeAll(results);
            throw badRequest(
                    "messages."
                            + index
                            + ": `tool_use` ids were found without `tool_result` blocks"
                            + " immediately after: "
                            + String.join(", ", calls)
                            + ". Each `tool_use` block must have a corresponding `tool_result`"
                            + " block in the next message.");
        }
        var orphans = ids(messages.get(index), "tool_result", "tool_use_id");
        if (index > 0) {
            orphans.removeAll(ids(messages.get(index - 1), "tool_use", "id"));
        }
        if (!orphans.isEmpty()) {
            throw badRequest(
                    "messages."
                            + index
                            + ".content.0: unexpected `tool_use_id` found in `tool_result`"
                            + " blocks: "
                            + String.join(", ", orphans)
                            + ". Each `tool_result` block must have a corresponding `tool_use`"
                            + " block in the previous message.");
        }
    }

    private static Set<String> ids(JsonNode message, String type, String field) {
        var ids = new LinkedHashSet<String>();
        for (var block : message.path("content")) {
            if (block.path("type").asText().equals(type)) {
                ids.add(block.path(field).asText());
            }
        }
        return ids;
    }

    /// Results that stand before anything else in their message.
    private static Set<String> leadingResults(JsonNode message) {
        var ids = new LinkedHashSet<String>();
        for (var block : message.path("content")) {
            if (!block.path("type").asText().equals("tool_result")) {
                break;
            }
            ids.add(block.path("tool_use_id").asText());
        }
        return ids;
    }

    private static void prefill(JsonNode last) {
        if (!role(last).equals("assistant")) {
            return;
        }
        var content = last.path("content");
        var text =
                content.isTextual()
                        ? content.textValue()
                        : content.path(content.size() - 1).path("text").asText("");
        if (!text.equals(text.stripTrailing())) {
            throw badRequest(
                    "messages: final assistant content cannot end with trailing whitespace");
        }
    }
}
