package io.smoothllm.testing.simulator.anthropic;

import static io.smoothllm.testing.simulator.anthropic.AnthropicErrors.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What Anthropic refuses in a request apart from its messages, see [MessageChecks].
final class RequestChecks {
    private static final Set<String> FIELDS =
            Set.of(
                    "model",
                    "messages",
                    "max_tokens",
                    "system",
                    "stop_sequences",
                    "stream",
                    "temperature",
                    "top_p",
                    "top_k",
                    "metadata",
                    "tools",
                    "tool_choice",
                    "thinking",
                    "service_tier",
                    "container",
                    "mcp_servers",
                    "context_management",
                    "output_config",
                    "cache_control",
                    "inference_geo",
                    "speed");
    private static final Set<String> TOOL_FIELDS =
            Set.of(
                    "type",
                    "name",
                    "description",
                    "input_schema",
                    "cache_control",
                    "strict",
                    "defer_loading",
                    "input_examples",
                    "eager_input_streaming",
                    "allowed_callers");
    private static final Set<String> CHOICES = new TreeSet<>(Set.of("auto", "any", "tool", "none"));
    private static final Set<String> THINKING =
            new TreeSet<>(Set.of("enabled", "disabled", "adaptive"));
    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");
    private static final int CACHE_MARKS = 4;

    private RequestChecks() {}

    static void check(JsonNode body, boolean toAnswer) {
        Checks.onlyFields(body, FIELDS, "");
        Checks.string(body, "model", "");
        if (toAnswer) {
            maxTokens(body);
        }
        MessageChecks.check(Checks.list(body, "messages", ""));
        system(body);
        Checks.optionalBoolean(body, "stream", "");
        sampling(body);
        stopSequences(body);
        metadata(body);
        var tools = tools(body);
        toolChoice(body, tools);
        thinking(body);
        cacheMarks(body);
    }

    private static void maxTokens(JsonNode body) {
        var limit = Checks.required(body, "max_tokens", "");
        if (!limit.isIntegralNumber()) {
            throw badRequest("max_tokens: Input should be a valid integer");
        }
        if (limit.longValue() < 0) {
            throw badRequest("max_tokens: Input should be greater than or equal to 0");
        }
    }

    private static void system(JsonNode body) {
        if (!body.has("system") || body.get("system").isTextual()) {
            return;
        }
        var blocks = Checks.list(body, "system", "");
        for (int i = 0; i < blocks.size(); i++) {
            BlockChecks.check(blocks.get(i), "system", "system." + i);
        }
    }

    private static void sampling(JsonNode body) {
        for (var name : new String[] {"temperature", "top_p"}) {
            var value = body.path(name);
            if (body.has(name)
                    && (!value.isNumber() || value.asDouble() < 0 || value.asDouble() > 1)) {
                throw badRequest(name + ": range: 0..1");
            }
        }
    }

    private static void stopSequences(JsonNode body) {
        if (!body.has("stop_sequences")) {
            return;
        }
        for (var sequence : Checks.list(body, "stop_sequences", "")) {
            if (!sequence.isTextual() || sequence.textValue().isBlank()) {
                throw badRequest("stop_sequences: each stop sequence must contain non-whitespace");
            }
        }
    }

    private static void metadata(JsonNode body) {
        if (body.has("metadata")) {
            Checks.onlyFields(Checks.object(body, "metadata", ""), Set.of("user_id"), "metadata");
        }
    }

    private static Set<String> tools(JsonNode body) {
        var names = new HashSet<String>();
        if (!body.has("tools")) {
            return names;
        }
        var tools = Checks.list(body, "tools", "");
        for (int i = 0; i < tools.size(); i++) {
            var name = tool(tools.get(i), "tools." + i);
            if (!names.add(name)) {
                throw badRequest("tools: Tool names must be unique.");
            }
        }
        return names;
    }

    private static String tool(JsonNode tool, String path) {
        var name = Checks.string(tool, "name", path);
        var type = tool.path("type").asText("custom");
        if (!type.equals("custom")) {
            return name;
        }
        Checks.onlyFields(tool, TOOL_FIELDS, path + ".custom");
        if (!TOOL_NAME.matcher(name).matches()) {
            throw badRequest(
                    path + ".custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
        }
        var schema = Checks.object(tool, "input_schema", path + ".custom");
        if (!schema.path("type").asText().equals("object")) {
            throw badRequest(path + ".custom.input_schema.type: Input should be 'object'");
        }
        return name;
    }

    private static void toolChoice(JsonNode body, Set<String> tools) {
        if (!body.has("tool_choice")) {
            return;
        }
        var choice = Checks.object(body, "tool_choice", "");
        var type = Checks.string(choice, "type", "tool_choice");
        Checks.oneOf(type, CHOICES, "tool_choice.type");
        if (type.equals("none")) {
            Checks.onlyFields(choice, Set.of("type"), "tool_choice.none");
            return;
        }
        if (tools.isEmpty()) {
            throw badRequest("tool_choice: may only be specified while providing tools");
        }
        if (type.equals("tool") && !tools.contains(Checks.string(choice, "name", "tool_choice"))) {
            throw badRequest(
                    "tool_choice: Tool '" + choice.path("name").asText() + "' not found in tools");
        }
    }

    private static void thinking(JsonNode body) {
        if (!body.has("thinking")) {
            return;
        }
        var thinking = Checks.object(body, "thinking", "");
        var type = Checks.string(thinking, "type", "thinking");
        Checks.oneOf(type, THINKING, "thinking.type");
        if (type.equals("disabled")) {
            return;
        }
        var choice = body.path("tool_choice").path("type").asText("auto");
        if (choice.equals("any") || choice.equals("tool")) {
            throw badRequest("Thinking may not be enabled when tool_choice forces tool use.");
        }
        if (type.equals("enabled")) {
            budget(body, thinking);
        }
    }

    private static void budget(JsonNode body, JsonNode thinking) {
        var budget = Checks.required(thinking, "budget_tokens", "thinking.enabled");
        if (!budget.isIntegralNumber() || budget.longValue() < 1024) {
            throw badRequest(
                    "thinking.enabled.budget_tokens: Input should be greater than or equal to"
                            + " 1024");
        }
        if (body.has("max_tokens") && body.get("max_tokens").longValue() <= budget.longValue()) {
            throw badRequest("`max_tokens` must be greater than `thinking.budget_tokens`.");
        }
    }

    private static void cacheMarks(JsonNode body) {
        int marks = body.findParents("cache_control").size();
        if (marks > CACHE_MARKS) {
            throw badRequest(
                    "A maximum of 4 blocks with cache_control may be provided. Found "
                            + marks
                            + ".");
        }
    }
}
