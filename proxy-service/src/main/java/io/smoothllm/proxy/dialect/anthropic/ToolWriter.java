package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.JsonTool;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;

/// Writes `tools` and `tool_choice` (types `Tool` and `ToolChoice`).
final class ToolWriter {
    private final Tools wanted;

    /// The answer must match it and a tool has to see to that; null = not so.
    private final OutputFormat.Matching format;

    /// @param format null = there is none, or the model can be held to it without a tool
    ToolWriter(Tools tools, OutputFormat.Matching format) {
        this.wanted = tools.narrowed();
        this.format = isForced(wanted.choice()) ? null : format;
    }

    /// Whether the answer in JSON has to be a forced call.
    boolean forcesJson() {
        return format != null;
    }

    /// @param thinks a tool cannot be forced while the model thinks (a 400 at Anthropic), so it is
    ///     then left to choose
    /// @return whether a client's wish to force a tool was dropped
    boolean write(ObjectNode body, boolean thinks) {
        if (wanted.offered().isEmpty() && isForced(wanted.choice())) {
            throw new ProblemException(
                    new Problem.InvalidRequest(
                            "tool_choice", "tool_choice asks for a tool, but there are no tools."));
        }
        if (wanted.offered().isEmpty() && format == null) {
            return false;
        }
        var tools = body.putArray("tools");
        wanted.offered().forEach(tool -> write(tool, tools));
        if (format != null) {
            tools.addObject()
                    .put("name", JsonTool.NAME)
                    .put("description", JsonTool.description(format))
                    .set("input_schema", format.schema());
        }
        boolean dropped = thinks && isForced(wanted.choice());
        var choice = format != null ? jsonChoice() : dropped ? word("auto") : choice();
        if (choice != null) {
            sequential(choice);
            body.set("tool_choice", choice);
        }
        return dropped;
    }

    private static void write(Tool tool, ArrayNode tools) {
        if (tool.name().equals(JsonTool.NAME)) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "tools", "The name '" + JsonTool.NAME + "' is the proxy's own."));
        }
        var written = tools.addObject().put("name", tool.name());
        if (tool.description() != null && !tool.description().isEmpty()) {
            written.put("description", tool.description());
        }
        written.set("input_schema", tool.schema());
        if (tool.strict() != null) {
            written.put("strict", tool.strict());
        }
        RequestWriter.put(written, "cache_control", tool.cacheControl());
    }

    /// With tools of the client's own, calling one of those is the other thing a model may do.
    private ObjectNode jsonChoice() {
        return wanted.offered().isEmpty() || wanted.choice() instanceof ToolChoice.None
                ? word("tool").put("name", JsonTool.NAME)
                : word("any");
    }

    private ObjectNode choice() {
        return switch (wanted.choice()) {
            case null -> wanted.parallel() ? null : word("auto");
            case ToolChoice.Auto() -> word("auto");
            case ToolChoice.None() -> word("none");
            case ToolChoice.Required() -> word("any");
            case ToolChoice.Named(var name) -> word("tool").put("name", name);
            case ToolChoice.Allowed _ -> throw new IllegalStateException("Was narrowed");
        };
    }

    private void sequential(ObjectNode choice) {
        boolean onlyJson = choice.path("name").asText().equals(JsonTool.NAME);
        if ((!wanted.parallel() || onlyJson) && !choice.path("type").asText().equals("none")) {
            choice.put("disable_parallel_tool_use", true);
        }
    }

    private static boolean isForced(ToolChoice choice) {
        return choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named;
    }

    private static ObjectNode word(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }
}
