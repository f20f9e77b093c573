package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.dialect.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `tools` and what says how to use them; or `functions` and `function_call`, which were there
/// before, and of which a model calls one at a time.
final class ToolReader {
    private final Members members;

    ToolReader(Members members) {
        this.members = members;
    }

    Tools read() {
        if (!members.has("functions")) {
            return new Tools(tools(), toolChoice(), members.flag("parallel_tool_calls", true));
        }
        if (members.has("tools")) {
            throw Refusals.invalid("functions", "functions and tools exclude each other.");
        }
        return new Tools(functions(), functionCall(), false);
    }

    private List<Tool> tools() {
        var tools = new ArrayList<Tool>();
        for (var tool : members.array("tools")) {
            var at = "tools[" + tools.size() + "]";
            if (!tool.path("type").asText().equals("function")) {
                throw Refusals.unsupported(
                        at + ".type", "This model takes tools of type function only.");
            }
            tools.add(
                    tool(
                            tool.path("function"),
                            at + ".function",
                            ChatMessageReader.cacheControl(tool)));
        }
        return tools;
    }

    private List<Tool> functions() {
        var tools = new ArrayList<Tool>();
        for (var function : members.array("functions")) {
            tools.add(tool(function, "functions[" + tools.size() + "]", null));
        }
        return tools;
    }

    private static Tool tool(JsonNode function, String at, JsonNode cacheControl) {
        if (!function.path("name").isTextual()) {
            throw Refusals.invalid(at + ".name", "A tool needs a name.");
        }
        var strict = function.path("strict");
        return new Tool(
                function.path("name").textValue(),
                function.path("description").asText(null),
                schema(function.path("parameters")),
                strict.isBoolean() ? strict.booleanValue() : null,
                cacheControl);
    }

    private static JsonNode schema(JsonNode parameters) {
        if (parameters.isObject() && !parameters.isEmpty()) {
            return parameters;
        }
        var nothing = Json.MAPPER.createObjectNode().put("type", "object");
        nothing.putObject("properties");
        return nothing;
    }

    private ToolChoice toolChoice() {
        var choice = members.given("tool_choice");
        if (choice.isMissingNode()) {
            return null;
        }
        return switch (choice.isTextual() ? choice.textValue() : choice.path("type").asText()) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            case "function" -> new ToolChoice.Named(name(choice, "tool_choice"));
            case "allowed_tools" -> allowed(choice.path("allowed_tools"));
            case "custom" ->
                    throw Refusals.unsupported(
                            "tool_choice", "This model takes tools of type function only.");
            default ->
                    throw Refusals.invalid(
                            "tool_choice",
                            "tool_choice must be auto, none, required, a function or allowed_tools.");
        };
    }

    private static ToolChoice allowed(JsonNode allowed) {
        var mode = allowed.path("mode").asText();
        if (!mode.equals("auto") && !mode.equals("required")) {
            throw Refusals.invalid(
                    "tool_choice.allowed_tools.mode", "The mode must be auto or required.");
        }
        Set<String> names = new LinkedHashSet<>();
        for (var tool : allowed.path("tools")) {
            names.add(name(tool, "tool_choice.allowed_tools.tools[" + names.size() + "]"));
        }
        return new ToolChoice.Allowed(Collections.unmodifiableSet(names), mode.equals("required"));
    }

    private static String name(JsonNode tool, String at) {
        var name = tool.path("function").path("name");
        if (!name.isTextual()) {
            throw Refusals.invalid(at, "The name of a function is needed.");
        }
        return name.textValue();
    }

    private ToolChoice functionCall() {
        var choice = members.given("function_call");
        if (choice.path("name").isTextual()) {
            return new ToolChoice.Named(choice.path("name").textValue());
        }
        return switch (choice.asText("")) {
            case "" -> null;
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            default ->
                    throw Refusals.invalid(
                            "function_call", "function_call must be auto, none or a function.");
        };
    }
}
