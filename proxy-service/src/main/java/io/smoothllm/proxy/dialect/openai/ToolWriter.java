package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;

/// Writes `tools`, `tool_choice` and `parallel_tool_calls`. The latter two are refused where there
/// are no tools.
final class ToolWriter {
    private final Tools tools;
    private final boolean strictness;

    /// @param strictness whether the provider can be held to a schema
    ToolWriter(Tools tools, boolean strictness) {
        this.tools = tools;
        this.strictness = strictness;
    }

    /// @throws ProblemException [Problem.InvalidRequest] when a tool is asked for and none offered
    void write(ObjectNode body) {
        if (tools.offered().isEmpty()) {
            refuseForcing();
            return;
        }
        var list = body.putArray("tools");
        tools.offered().forEach(tool -> tool(tool, list));
        if (tools.choice() != null) {
            body.set("tool_choice", choice(tools.choice()));
        }
        if (!tools.parallel()) {
            body.put("parallel_tool_calls", false);
        }
    }

    private void refuseForcing() {
        boolean forces =
                switch (tools.choice()) {
                    case null -> false;
                    case ToolChoice.Auto _, ToolChoice.None _ -> false;
                    case ToolChoice.Required _, ToolChoice.Named _ -> true;
                    case ToolChoice.Allowed(_, boolean required) -> required;
                };
        if (forces) {
            throw new ProblemException(
                    new Problem.InvalidRequest(
                            "tool_choice", "tool_choice asks for a tool, but there are no tools."));
        }
    }

    private void tool(Tool tool, ArrayNode list) {
        var function = function(list, tool.name());
        if (tool.description() != null) {
            function.put("description", tool.description());
        }
        function.set("parameters", tool.schema());
        if (tool.strict() != null && strictness) {
            function.put("strict", tool.strict() && StrictSchema.qualifies(tool.schema()));
        }
    }

    private static JsonNode choice(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto() -> word("auto");
            case ToolChoice.None() -> word("none");
            case ToolChoice.Required() -> word("required");
            case ToolChoice.Named(var name) -> {
                var named = Json.MAPPER.createObjectNode().put("type", "function");
                named.putObject("function").put("name", name);
                yield named;
            }
            case ToolChoice.Allowed(var names, boolean required) -> {
                var allowed = Json.MAPPER.createObjectNode().put("type", "allowed_tools");
                var list =
                        allowed.putObject("allowed_tools")
                                .put("mode", required ? "required" : "auto")
                                .putArray("tools");
                names.forEach(name -> function(list, name));
                yield allowed;
            }
        };
    }

    private static ObjectNode function(ArrayNode list, String name) {
        return list.addObject().put("type", "function").putObject("function").put("name", name);
    }

    private static JsonNode word(String word) {
        return JsonNodeFactory.instance.textNode(word);
    }
}
