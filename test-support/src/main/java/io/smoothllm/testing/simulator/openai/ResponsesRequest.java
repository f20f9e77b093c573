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
import java.util.Set;

/// A request of the Responses API: messages, calls of functions and their outputs. Nothing is
/// stored, so what refers to something stored is not found.
record ResponsesRequest(JsonNode body) {
    private static final JsonNode ANY_OBJECT = JsonNodeFactory.instance.objectNode();
    private static final Set<String> ITEMS =
            Set.of("message", "function_call", "function_call_output", "reasoning");

    static ResponsesRequest of(Call call) {
        var body =
                call.json()
                        .filter(JsonNode::isObject)
                        .orElseThrow(
                                () ->
                                        OpenAiErrors.badRequest(
                                                "We could not parse the JSON body of your request.",
                                                null,
                                                null));
        var request = new ResponsesRequest(body);
        request.check();
        return request;
    }

    private void check() {
        if (body.hasNonNull("previous_response_id")) {
            throw OpenAiErrors.badRequest(
                    "Previous response with id '"
                            + body.path("previous_response_id").asText()
                            + "' not found.",
                    "previous_response_id",
                    "previous_response_not_found");
        }
        if (body.hasNonNull("messages")) {
            throw OpenAiErrors.badRequest(
                    "Unsupported parameter: 'messages'. In the Responses API, this parameter has"
                            + " moved to 'input'.",
                    null,
                    "unsupported_parameter");
        }
        var input = body.path("input");
        if (!input.isTextual() && !input.isArray()) {
            throw OpenAiErrors.missing("input");
        }
        for (int i = 0; i < input.size(); i++) {
            item(input.get(i), "input[" + i + "]");
        }
        for (int i = 0; i < body.path("tools").size(); i++) {
            var tool = body.path("tools").get(i);
            if (tool.path("type").asText().equals("function") && !tool.path("name").isTextual()) {
                throw OpenAiErrors.missing("tools[" + i + "].name");
            }
        }
    }

    private void item(JsonNode item, String path) {
        var type = item.path("type").asText("message");
        if (!ITEMS.contains(type)) {
            throw OpenAiErrors.invalidValue(
                    path + ".type", type, "'" + String.join("', '", ITEMS) + "'");
        }
        if (type.equals("function_call_output") && !isCalled(item.path("call_id").asText())) {
            throw OpenAiErrors.badRequest(
                    "No tool call found for function call output with call_id "
                            + item.path("call_id").asText()
                            + ".",
                    "input",
                    null);
        }
    }

    private boolean isCalled(String callId) {
        for (var item : body.path("input")) {
            if (item.path("type").asText().equals("function_call")
                    && item.path("call_id").asText().equals(callId)) {
                return true;
            }
        }
        return false;
    }

    String model() {
        return body.path("model").asText();
    }

    boolean streamed() {
        return body.path("stream").asBoolean(false);
    }

    Prompt prompt(String key) {
        var input = body.path("input");
        var last = input.path(input.size() - 1);
        return new Prompt(
                model(),
                key,
                pieces(),
                lastUserText(),
                last.path("type").asText().equals("function_call_output")
                        ? text(last.path("output"))
                        : null,
                callableTools(),
                body.path("parallel_tool_calls").asBoolean(true),
                outputSchema(),
                List.of(),
                body.path("max_output_tokens").isIntegralNumber()
                        ? body.path("max_output_tokens").longValue()
                        : null,
                model().endsWith("-reasoning"));
    }

    private List<Piece> pieces() {
        var pieces = new ArrayList<Piece>();
        body.path("tools").forEach(tool -> pieces.add(Piece.of(tool.toString())));
        if (body.path("instructions").isTextual()) {
            pieces.add(message(body.path("instructions").textValue(), 0));
        }
        if (body.path("input").isTextual()) {
            pieces.add(message(body.path("input").textValue(), 0));
        }
        for (var item : body.path("input")) {
            pieces.add(
                    switch (item.path("type").asText("message")) {
                        case "function_call" -> message(item.path("arguments").asText(), 0);
                        case "function_call_output" -> message(text(item.path("output")), 0);
                        case "reasoning" -> Piece.of("");
                        default -> message(text(item.path("content")), images(item));
                    });
        }
        return pieces;
    }

    private static Piece message(String text, long images) {
        return Piece.of(text).plus(TokenRule.PER_MESSAGE + TokenRule.IMAGE * images);
    }

    private static long images(JsonNode item) {
        long images = 0;
        for (var part : item.path("content")) {
            images += part.path("type").asText().equals("input_image") ? 1 : 0;
        }
        return images;
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
        var input = body.path("input");
        for (int i = input.size() - 1; i >= 0; i--) {
            if (input.get(i).path("role").asText().equals("user")) {
                return text(input.get(i).path("content"));
            }
        }
        return input.asText("");
    }

    private List<Tool> callableTools() {
        var choice = body.path("tool_choice");
        var tools = new ArrayList<Tool>();
        if ("none".equals(choice.asText())) {
            return tools;
        }
        var named = choice.path("name").asText("");
        for (var tool : body.path("tools")) {
            var name = tool.path("name").asText();
            if (tool.path("type").asText().equals("function")
                    && (named.isEmpty() || named.equals(name))) {
                tools.add(new Tool(name, tool.get("parameters")));
            }
        }
        return tools;
    }

    private JsonNode outputSchema() {
        var format = body.path("text").path("format");
        return switch (format.path("type").asText("")) {
            case "json_schema" -> format.get("schema");
            case "json_object" -> ANY_OBJECT.deepCopy();
            default -> null;
        };
    }
}
