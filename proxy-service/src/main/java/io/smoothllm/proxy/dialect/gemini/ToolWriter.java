package io.smoothllm.proxy.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Writes `tools` and `toolConfig`. Schemas go whole into `parametersJsonSchema`; the older
/// `parameters` takes but a part of JSON Schema.
final class ToolWriter {
    private static final Set<String> SAYS_NOTHING =
            Set.of("type", "properties", "additionalProperties", "required");

    private final Tools tools;
    private final Set<String> ignored;

    ToolWriter(Tools tools, Set<String> ignored) {
        this.tools = tools;
        this.ignored = ignored;
    }

    void write(ObjectNode body) {
        if (tools.offered().isEmpty()) {
            refuseToForceNothing();
            return;
        }
        var declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
        tools.offered().forEach(tool -> declare(tool, declarations.addObject()));
        choose(body);
        if (!tools.parallel()) {
            ignored.add("parallel_tool_calls");
        }
    }

    private void refuseToForceNothing() {
        boolean forced =
                switch (tools.choice()) {
                    case null -> false;
                    case ToolChoice.Auto() -> false;
                    case ToolChoice.None() -> false;
                    case ToolChoice.Required() -> true;
                    case ToolChoice.Named _ -> true;
                    case ToolChoice.Allowed(_, boolean required) -> required;
                };
        if (forced) {
            throw new ProblemException(
                    new Problem.InvalidRequest(
                            "tool_choice", "tool_choice asks for a tool, but there are no tools."));
        }
    }

    private void declare(Tool tool, ObjectNode declaration) {
        declaration.put("name", tool.name());
        if (tool.description() != null && !tool.description().isEmpty()) {
            declaration.put("description", tool.description());
        }
        if (hasParameters(tool.schema())) {
            declaration.set("parametersJsonSchema", tool.schema());
        }
        if (Boolean.TRUE.equals(tool.strict())) {
            ignored.add("strict");
        }
        if (tool.cacheControl() != null) {
            ignored.add("cache_control");
        }
    }

    /// A function without parameters has no schema: an empty one was refused by some models.
    private static boolean hasParameters(JsonNode schema) {
        boolean silent =
                schema.path("properties").isEmpty()
                        && schema.path("required").isEmpty()
                        && !schema.path("additionalProperties").asBoolean(false)
                        && !schema.path("additionalProperties").isObject();
        if (!silent) {
            return true;
        }
        for (var names = schema.fieldNames(); names.hasNext(); ) {
            if (!SAYS_NOTHING.contains(names.next())) {
                return true;
            }
        }
        return false;
    }

    /// Names may be given with `ANY` and `VALIDATED` only; the latter lets the model also answer in
    /// words.
    private void choose(ObjectNode body) {
        switch (tools.choice()) {
            case null -> {}
            case ToolChoice.Auto() -> mode(body, "AUTO", List.of());
            case ToolChoice.None() -> mode(body, "NONE", List.of());
            case ToolChoice.Required() -> mode(body, "ANY", List.of());
            case ToolChoice.Named(var name) -> mode(body, "ANY", List.of(name));
            case ToolChoice.Allowed(var names, boolean required) ->
                    mode(
                            body,
                            required ? "ANY" : "VALIDATED",
                            // In the order they are offered; a set has none.
                            tools.offered().stream()
                                    .map(Tool::name)
                                    .filter(names::contains)
                                    .toList());
        }
    }

    private static void mode(ObjectNode body, String mode, Collection<String> names) {
        var config = body.putObject("toolConfig").putObject("functionCallingConfig");
        config.put("mode", mode);
        if (!names.isEmpty()) {
            var allowed = config.putArray("allowedFunctionNames");
            names.forEach(allowed::add);
        }
    }
}
