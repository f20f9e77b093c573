package io.smoothllm.testing.simulator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.testing.simulator.mind.Prompt;
import io.smoothllm.testing.simulator.mind.Prompt.CacheMark;
import io.smoothllm.testing.simulator.mind.Prompt.Piece;
import io.smoothllm.testing.simulator.mind.Prompt.Tool;
import io.smoothllm.testing.simulator.mind.TokenRule;
import io.smoothllm.testing.simulator.wire.Call;
import java.util.ArrayList;
import java.util.List;

/// A message request that passed [RequestChecks].
record MessageRequest(JsonNode body) {
    static MessageRequest of(Call call) {
        var request = object(call);
        RequestChecks.check(request.body, true);
        return request;
    }

    /// A request to `count_tokens`, which needs no `max_tokens`.
    static MessageRequest toCount(Call call) {
        var request = object(call);
        RequestChecks.check(request.body, false);
        return request;
    }

    private static MessageRequest object(Call call) {
        return call.json()
                .filter(JsonNode::isObject)
                .map(MessageRequest::new)
                .orElseThrow(
                        () ->
                                AnthropicErrors.badRequest(
                                        "The request body is not valid JSON: expected an object"));
    }

    String model() {
        return body.path("model").asText();
    }

    boolean streamed() {
        return body.path("stream").asBoolean(false);
    }

    Prompt prompt(String key) {
        return new Prompt(
                model(),
                key,
                pieces(),
                lastUserText(),
                toolResult(),
                callableTools(),
                !body.path("tool_choice").path("disable_parallel_tool_use").asBoolean(false),
                outputSchema(),
                stop(),
                body.path("max_tokens").asLong(Long.MAX_VALUE),
                thinks());
    }

    /// In the order in which Anthropic caches: tools, system, messages.
    private List<Piece> pieces() {
        var pieces = new ArrayList<Piece>();
        for (var tool : body.path("tools")) {
            pieces.add(Piece.of(tool.toString()).marked(mark(tool)));
        }
        var system = body.path("system");
        if (system.isTextual()) {
            pieces.add(Piece.of(system.textValue()).plus(TokenRule.PER_MESSAGE));
        }
        for (var block : system) {
            pieces.add(
                    Piece.of(block.path("text").asText())
                            .plus(TokenRule.PER_MESSAGE)
                            .marked(mark(block)));
        }
        for (var message : body.path("messages")) {
            pieces(message.path("content"), pieces);
        }
        if (!pieces.isEmpty() && mark(body) != CacheMark.NONE) {
            pieces.add(pieces.removeLast().marked(mark(body)));
        }
        return pieces;
    }

    private static void pieces(JsonNode content, List<Piece> pieces) {
        if (content.isTextual()) {
            pieces.add(Piece.of(content.textValue()).plus(TokenRule.PER_MESSAGE));
            return;
        }
        long more = TokenRule.PER_MESSAGE;
        for (var block : content) {
            more += "image".equals(block.path("type").asText()) ? TokenRule.IMAGE : 0;
            pieces.add(Piece.of(text(block)).plus(more).marked(mark(block)));
            more = 0;
        }
    }

    private static CacheMark mark(JsonNode block) {
        var control = block.path("cache_control");
        if (!control.isObject()) {
            return CacheMark.NONE;
        }
        return "1h".equals(control.path("ttl").asText())
                ? CacheMark.ONE_HOUR
                : CacheMark.FIVE_MINUTES;
    }

    private static String text(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "text" -> block.path("text").asText();
            case "thinking" -> block.path("thinking").asText();
            case "tool_use" -> block.path("input").toString();
            case "tool_result" -> contentText(block.path("content"));
            case "document" -> block.path("source").path("data").asText("");
            default -> "";
        };
    }

    private static String contentText(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        var text = new StringBuilder();
        content.forEach(block -> text.append(block.path("text").asText("")));
        return text.toString();
    }

    private JsonNode lastContent() {
        var messages = body.path("messages");
        return messages.path(messages.size() - 1).path("content");
    }

    private String toolResult() {
        for (var block : lastContent()) {
            if ("tool_result".equals(block.path("type").asText())) {
                return contentText(block.path("content"));
            }
        }
        return null;
    }

    private String lastUserText() {
        var messages = body.path("messages");
        for (int i = messages.size() - 1; i >= 0; i--) {
            var text = contentText(messages.path(i).path("content"));
            if ("user".equals(messages.path(i).path("role").asText()) && !text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private List<Tool> callableTools() {
        var choice = body.path("tool_choice");
        var tools = new ArrayList<Tool>();
        if ("none".equals(choice.path("type").asText())) {
            return tools;
        }
        var named = choice.path("name").asText("");
        for (var tool : body.path("tools")) {
            var name = tool.path("name").asText();
            // Those without a schema are run by the provider itself.
            if (tool.has("input_schema") && (named.isEmpty() || named.equals(name))) {
                tools.add(new Tool(name, tool.get("input_schema")));
            }
        }
        return tools;
    }

    private JsonNode outputSchema() {
        return body.path("output_config").path("format").get("schema");
    }

    private List<String> stop() {
        var sequences = new ArrayList<String>();
        body.path("stop_sequences").forEach(one -> sequences.add(one.asText()));
        return sequences;
    }

    private boolean thinks() {
        return switch (body.path("thinking").path("type").asText("")) {
            case "enabled", "adaptive" -> true;
            case "disabled" -> false;
            default -> model().endsWith("-reasoning");
        };
    }
}
