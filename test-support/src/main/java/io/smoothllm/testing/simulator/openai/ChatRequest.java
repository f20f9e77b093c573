package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smoothllm.testing.simulator.mind.Prompt;
import io.smoothllm.testing.simulator.mind.Prompt.Piece;
import io.smoothllm.testing.simulator.mind.Prompt.Tool;
import io.smoothllm.testing.simulator.mind.TokenRule;
import io.smoothllm.testing.simulator.wire.Call;
import java.util.ArrayList;
import java.util.List;

/// A chat request that passed [ChatChecks].
record ChatRequest(JsonNode body) {
    private static final JsonNode ANY_OBJECT = JsonNodeFactory.instance.objectNode();

    static ChatRequest of(Call call) {
        var body =
                call.json()
                        .filter(JsonNode::isObject)
                        .orElseThrow(
                                () ->
                                        OpenAiErrors.badRequest(
                                                "We could not parse the JSON body of your request.",
                                                null,
                                                null));
        ChatChecks.check(body);
        return new ChatRequest(body);
    }

    String model() {
        return body.path("model").asText();
    }

    boolean streamed() {
        return body.path("stream").asBoolean(false);
    }

    boolean wantsUsage() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    /// OpenAI's `n`.
    int choices() {
        return body.path("n").asInt(1);
    }

    Prompt prompt(String key) {
        var last = last(messages());
        return new Prompt(
                model(),
                key,
                pieces(),
                lastUserText(),
                "tool".equals(last.path("role").asText()) ? text(last.path("content")) : null,
                callableTools(),
                body.path("parallel_tool_calls").asBoolean(true),
                outputSchema(),
                stop(),
                maxTokens(),
                model().endsWith("-reasoning"));
    }

    private JsonNode messages() {
        return body.path("messages");
    }

    private static JsonNode last(JsonNode array) {
        return array.path(array.size() - 1);
    }

    private List<Piece> pieces() {
        var pieces = new ArrayList<Piece>();
        body.path("tools").forEach(tool -> pieces.add(Piece.of(tool.toString())));
        for (var message : messages()) {
            var text = text(message.path("content"));
            for (var call : message.path("tool_calls")) {
                text += call.path("function").path("arguments").asText();
            }
            pieces.add(Piece.of(text).plus(TokenRule.PER_MESSAGE + images(message)));
        }
        return pieces;
    }

    private static long images(JsonNode message) {
        long tokens = 0;
        for (var part : message.path("content")) {
            tokens += "image_url".equals(part.path("type").asText()) ? TokenRule.IMAGE : 0;
        }
        return tokens;
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        var text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    private String lastUserText() {
        for (int i = messages().size() - 1; i >= 0; i--) {
            if ("user".equals(messages().path(i).path("role").asText())) {
                return text(messages().path(i).path("content"));
            }
        }
        return text(last(messages()).path("content"));
    }

    private List<Tool> callableTools() {
        var choice = body.path("tool_choice");
        var tools = new ArrayList<Tool>();
        if ("none".equals(choice.asText())) {
            return tools;
        }
        var named = choice.path("function").path("name").asText("");
        for (var tool : body.path("tools")) {
            var function = tool.path("function");
            var name = function.path("name").asText();
            if (named.isEmpty() || named.equals(name)) {
                tools.add(new Tool(name, function.get("parameters")));
            }
        }
        return tools;
    }

    private JsonNode outputSchema() {
        var format = body.path("response_format");
        return switch (format.path("type").asText("")) {
            case "json_schema" -> format.path("json_schema").get("schema");
            case "json_object" -> ANY_OBJECT.deepCopy();
            default -> null;
        };
    }

    private List<String> stop() {
        var stop = body.path("stop");
        if (stop.isTextual()) {
            return List.of(stop.textValue());
        }
        var sequences = new ArrayList<String>();
        stop.forEach(one -> sequences.add(one.asText()));
        return sequences;
    }

    private Long maxTokens() {
        for (var name : List.of("max_completion_tokens", "max_tokens")) {
            if (body.path(name).isIntegralNumber()) {
                return body.path(name).longValue();
            }
        }
        return null;
    }
}
