package io.smoothllm.proxy.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.JsonTool;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes `toolConfig` (types `ToolConfiguration`, `ToolSpecification`, `ToolChoice`).
///
/// There is no choice `none`, so no tools are offered then; but a conversation with calls in it
/// must have a `toolConfig`, so in one they are, and the client is told that its choice was not
/// heeded.
final class ToolWriter {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private final ChatRequest request;
    private final Tools wanted;
    private final ModelFamily family;
    private final boolean strict;

    /// The answer must match it and a tool has to see to that; null = not so.
    private final OutputFormat.Matching format;

    private final Set<String> ignored;

    /// @param jsonSchema whether the model can be held to a schema without a tool
    ToolWriter(ChatRequest request, ModelFamily family, boolean jsonSchema, Set<String> ignored) {
        this.request = request;
        this.wanted = request.tools().narrowed();
        this.family = family;
        this.strict = jsonSchema;
        this.format =
                !jsonSchema
                                && !isForced(wanted.choice())
                                && request.outputFormat() instanceof OutputFormat.Matching matching
                        ? matching
                        : null;
        this.ignored = ignored;
    }

    /// Whether the answer in JSON has to be a forced call.
    boolean forcesJson() {
        return format != null;
    }

    /// @param thinks a tool cannot be forced while Claude thinks, so it is then left to choose
    void write(ObjectNode body, boolean thinks) {
        if (wanted.offered().isEmpty() && isForced(wanted.choice())) {
            throw new ProblemException(
                    new Problem.InvalidRequest(
                            "tool_choice", "tool_choice asks for a tool, but there are no tools."));
        }
        var tools = Json.MAPPER.createArrayNode();
        offer(tools);
        if (format != null) {
            tools.addObject()
                    .putObject("toolSpec")
                    .put("name", JsonTool.NAME)
                    .put("description", JsonTool.description(format))
                    .putObject("inputSchema")
                    .set("json", format.schema());
        }
        if (tools.isEmpty()) {
            return;
        }
        var config = body.putObject("toolConfig");
        config.set("tools", tools);
        var choice = choice(thinks);
        if (choice != null) {
            config.set("toolChoice", choice);
        }
        parallel(body, choice);
    }

    private void offer(ArrayNode tools) {
        boolean none = wanted.choice() instanceof ToolChoice.None;
        var called = called();
        if (none && called.isEmpty()) {
            return;
        }
        if (none && !wanted.offered().isEmpty()) {
            ignored.add("tool_choice");
        }
        wanted.offered().forEach(tool -> write(tool, tools));
        if (wanted.offered().isEmpty()) {
            called.forEach(name -> gone(name, tools));
        }
    }

    /// The names of the tools in the conversation's past.
    private Set<String> called() {
        var names = new LinkedHashSet<String>();
        for (var message : request.messages()) {
            for (var part : message.parts()) {
                if (part instanceof Part.ToolCall call) {
                    names.add(call.name());
                }
            }
        }
        return names;
    }

    private void write(Tool tool, ArrayNode tools) {
        if (!NAME.matcher(tool.name()).matches() || tool.name().equals(JsonTool.NAME)) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "tools",
                            "This model takes tool names of at most 64 letters, digits, '_' and"
                                    + " '-', but not '"
                                    + tool.name()
                                    + "'."));
        }
        var spec = tools.addObject().putObject("toolSpec").put("name", tool.name());
        if (tool.description() != null && !tool.description().isBlank()) {
            spec.put("description", tool.description());
        }
        spec.putObject("inputSchema").set("json", tool.schema());
        if (Boolean.TRUE.equals(tool.strict())) {
            if (strict) {
                spec.put("strict", true);
            } else {
                ignored.add("tools.strict");
            }
        }
        if (tool.cacheControl() != null) {
            if (family.cachesPrompts()) {
                CachePoints.add(tool.cacheControl(), tools);
            } else {
                ignored.add("cache_control");
            }
        }
    }

    /// A tool that was called once and is not offered any more.
    private static void gone(String name, ArrayNode tools) {
        var schema =
                tools.addObject()
                        .putObject("toolSpec")
                        .put("name", name)
                        .put("description", "Not available any more.")
                        .putObject("inputSchema")
                        .putObject("json")
                        .put("type", "object");
        schema.putObject("properties");
    }

    private ObjectNode choice(boolean thinks) {
        if (format != null) {
            // With tools of the client's own, calling one of those is the other thing to do.
            return wanted.offered().isEmpty() || wanted.choice() instanceof ToolChoice.None
                    ? named(JsonTool.NAME)
                    : word("any");
        }
        if (thinks && isForced(wanted.choice())) {
            ignored.add("tool_choice");
            return word("auto");
        }
        return switch (wanted.choice()) {
            case null -> null;
            case ToolChoice.Auto() -> word("auto");
            case ToolChoice.None() -> null;
            case ToolChoice.Required() -> word("any");
            case ToolChoice.Named(var name) -> named(name);
            case ToolChoice.Allowed _ -> throw new IllegalStateException("Was narrowed");
        };
    }

    /// Converse has no word for one call at a time; Claude's own is taken where no choice of
    /// Converse's is in its way (https://github.com/BerriAI/litellm/pull/34347).
    private void parallel(ObjectNode body, ObjectNode choice) {
        if (wanted.parallel() || wanted.offered().isEmpty()) {
            return;
        }
        boolean free = choice == null || choice.has("auto");
        if (family != ModelFamily.CLAUDE || !free) {
            ignored.add("parallel_tool_calls");
            return;
        }
        ((ObjectNode) body.path("toolConfig")).remove("toolChoice");
        RequestWriter.additional(body)
                .putObject("tool_choice")
                .put("type", "auto")
                .put("disable_parallel_tool_use", true);
    }

    private static boolean isForced(ToolChoice choice) {
        return choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named;
    }

    private static ObjectNode word(String type) {
        var choice = Json.MAPPER.createObjectNode();
        choice.putObject(type);
        return choice;
    }

    private static ObjectNode named(String name) {
        var choice = Json.MAPPER.createObjectNode();
        choice.putObject("tool").put("name", name);
        return choice;
    }
}
