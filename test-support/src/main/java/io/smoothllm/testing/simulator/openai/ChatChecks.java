package io.smoothllm.testing.simulator.openai;

import static io.smoothllm.testing.simulator.openai.OpenAiErrors.badRequest;
import static io.smoothllm.testing.simulator.openai.OpenAiErrors.invalidType;
import static io.smoothllm.testing.simulator.openai.OpenAiErrors.invalidValue;
import static io.smoothllm.testing.simulator.openai.OpenAiErrors.missing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What OpenAI refuses in a chat request apart from its messages, see [MessageChecks]. Null counts
/// as absent.
final class ChatChecks {
    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Set<String> TOOL_CHOICES = Set.of("none", "auto", "required");
    private static final Set<String> FORMATS = Set.of("text", "json_object", "json_schema");
    private static final Set<String> EFFORTS =
            Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    private ChatChecks() {}

    static void check(JsonNode body) {
        if (given(body, "model") && !body.get("model").isTextual()) {
            throw invalidType("model", "a string");
        }
        MessageChecks.check(body);
        flags(body);
        numbers(body);
        stop(body);
        var tools = tools(body);
        toolChoice(body, tools);
        format(body);
        if (given(body, "stream_options") && !body.path("stream").asBoolean(false)) {
            throw badRequest(
                    "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
                    "stream_options",
                    null);
        }
    }

    private static boolean given(JsonNode body, String name) {
        return body.hasNonNull(name);
    }

    private static void flags(JsonNode body) {
        for (var name : new String[] {"stream", "logprobs", "store", "parallel_tool_calls"}) {
            if (given(body, name) && !body.get(name).isBoolean()) {
                throw invalidType(name, "a boolean");
            }
        }
        if (given(body, "reasoning_effort")
                && !EFFORTS.contains(body.path("reasoning_effort").asText())) {
            throw invalidValue(
                    "reasoning_effort",
                    body.path("reasoning_effort").asText(),
                    "'none', 'minimal', 'low', 'medium', 'high', 'xhigh' and 'max'");
        }
    }

    private static void numbers(JsonNode body) {
        range(body, "temperature", 0, 2, "decimal");
        range(body, "top_p", 0, 1, "decimal");
        range(body, "presence_penalty", -2, 2, "decimal");
        range(body, "frequency_penalty", -2, 2, "decimal");
        range(body, "n", 1, 128, "integer");
        range(body, "max_tokens", 1, Integer.MAX_VALUE, "integer");
        range(body, "max_completion_tokens", 1, Integer.MAX_VALUE, "integer");
    }

    private static void range(JsonNode body, String name, int low, int high, String kind) {
        if (!given(body, name)) {
            return;
        }
        var number = body.get(name);
        if (!number.isNumber() || (kind.equals("integer") && !number.isIntegralNumber())) {
            throw invalidType(name, kind.equals("integer") ? "an integer" : "a decimal");
        }
        boolean below = number.asDouble() < low;
        if (below || number.asDouble() > high) {
            var message =
                    "Invalid '%s': %s %s value. Expected a value %s %d, but got %s instead."
                            .formatted(
                                    name,
                                    kind,
                                    below ? "below minimum" : "above maximum",
                                    below ? ">=" : "<=",
                                    below ? low : high,
                                    number.asText());
            throw badRequest(
                    message, name, kind + (below ? "_below_min" : "_above_max") + "_value");
        }
    }

    private static void stop(JsonNode body) {
        var stop = body.path("stop");
        if (!given(body, "stop") || stop.isTextual()) {
            return;
        }
        if (!stop.isArray()) {
            throw invalidType("stop", "a string or an array of strings");
        }
        if (stop.size() > 4) {
            throw badRequest(
                    "Invalid 'stop': array too long. Expected an array with maximum length 4.",
                    "stop",
                    "array_above_max_length");
        }
        for (int i = 0; i < stop.size(); i++) {
            if (!stop.path(i).isTextual()) {
                throw invalidType("stop[" + i + "]", "a string");
            }
        }
    }

    private static Set<String> tools(JsonNode body) {
        var names = new HashSet<String>();
        if (!given(body, "tools")) {
            return names;
        }
        if (!body.get("tools").isArray()) {
            throw invalidType("tools", "an array of objects");
        }
        for (int i = 0; i < body.get("tools").size(); i++) {
            var tool = body.get("tools").get(i);
            var path = "tools[" + i + "]";
            if (!"function".equals(tool.path("type").asText(""))) {
                throw invalidValue(path + ".type", tool.path("type").asText(), "'function'");
            }
            names.add(toolName(tool.path("function"), path + ".function"));
        }
        return names;
    }

    private static String toolName(JsonNode function, String path) {
        if (!function.path("name").isTextual()) {
            throw missing(path + ".name");
        }
        var name = function.get("name").textValue();
        if (!TOOL_NAME.matcher(name).matches()) {
            throw badRequest(
                    "Invalid '"
                            + path
                            + ".name': string does not match pattern. Expected a string"
                            + " that matches the pattern '^[a-zA-Z0-9_-]+$'.",
                    path + ".name",
                    "invalid_value");
        }
        if (function.hasNonNull("parameters") && !function.get("parameters").isObject()) {
            throw invalidType(path + ".parameters", "an object");
        }
        return name;
    }

    private static void toolChoice(JsonNode body, Set<String> tools) {
        for (var name : new String[] {"tool_choice", "parallel_tool_calls"}) {
            if (given(body, name) && tools.isEmpty()) {
                throw badRequest(
                        "'" + name + "' is only allowed when 'tools' are specified.", name, null);
            }
        }
        if (!given(body, "tool_choice")) {
            return;
        }
        var choice = body.get("tool_choice");
        if (choice.isTextual() && !TOOL_CHOICES.contains(choice.textValue())) {
            throw invalidValue("tool_choice", choice.textValue(), "'none', 'auto' and 'required'");
        }
        var named = choice.path("function").path("name").asText("");
        if (choice.isObject() && !named.isEmpty() && !tools.contains(named)) {
            throw badRequest(
                    "Tool choice '" + named + "' not found in 'tools' parameter.",
                    "tool_choice",
                    null);
        }
    }

    private static void format(JsonNode body) {
        if (!given(body, "response_format")) {
            return;
        }
        var format = body.get("response_format");
        var type = format.path("type").asText("");
        if (!FORMATS.contains(type)) {
            throw invalidValue(
                    "response_format.type", type, "'json_object', 'json_schema' and 'text'");
        }
        if (type.equals("json_schema") && !format.path("json_schema").path("name").isTextual()) {
            throw missing("response_format.json_schema.name");
        }
    }
}
