package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.ChatRequest.Sampling;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A chat request in the neutral form. What would change the answer and cannot be said in another
/// dialect is refused with its name; every other field is a hint, and left out.
final class ChatRequestReader {
    private final JsonNode root;

    private ChatRequestReader(JsonNode root) {
        this.root = root;
    }

    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    static ChatRequest read(ChatEnvelope envelope) {
        try {
            return new ChatRequestReader(Json.MAPPER.readTree(envelope.body()))
                    .read(envelope.streamed());
        } catch (IOException e) {
            throw new IllegalStateException("The envelope was read from the same bytes", e);
        }
    }

    private ChatRequest read(boolean streamed) {
        refuseWhatChangesTheAnswer();
        return new ChatRequest(
                ChatMessageReader.read(root.path("messages")),
                new Tools(
                        tools(),
                        toolChoice(given("tool_choice")),
                        given("parallel_tool_calls").asBoolean(true)),
                maxTokens(),
                1,
                null,
                sampling(),
                reasoning(),
                outputFormat(given("response_format")),
                new ChatRequest.Labels(
                        userId(),
                        text("service_tier"),
                        text("verbosity"),
                        text("prompt_cache_key"),
                        null),
                streamed,
                List.of());
    }

    private void refuseWhatChangesTheAnswer() {
        if (given("n").asInt(1) != 1) {
            throw unsupported("n", "This model answers with one choice; n must be 1.");
        }
        if (given("logprobs").asBoolean(false)) {
            throw unsupported("logprobs", "This model gives no log probabilities.");
        }
        for (var modality : given("modalities")) {
            if (!modality.asText().equals("text")) {
                throw unsupported("modalities", "This model answers in text only.");
            }
        }
        for (var legacy : List.of("functions", "function_call")) {
            if (!given(legacy).isMissingNode()) {
                throw unsupported(
                        legacy, legacy + " was replaced by tools; this model takes only those.");
            }
        }
        if (!given("web_search_options").isMissingNode()) {
            throw unsupported(
                    "web_search_options",
                    "This model does not search the web for chat completions.");
        }
    }

    private List<Tool> tools() {
        var tools = new ArrayList<Tool>();
        int index = 0;
        for (var tool : array("tools")) {
            var at = "tools[" + index++ + "]";
            if (!tool.path("type").asText().equals("function")) {
                throw unsupported(at + ".type", "This model takes tools of type function only.");
            }
            var function = tool.path("function");
            if (!function.path("name").isTextual()) {
                throw invalid(at + ".function.name", "A tool needs a name.");
            }
            var strict = function.path("strict");
            tools.add(
                    new Tool(
                            function.path("name").asText(),
                            function.path("description").asText(null),
                            schema(function.path("parameters")),
                            strict.isBoolean() ? strict.booleanValue() : null,
                            ChatMessageReader.cacheControl(tool)));
        }
        return tools;
    }

    private static JsonNode schema(JsonNode parameters) {
        if (parameters.isObject() && !parameters.isEmpty()) {
            return parameters;
        }
        var nothing = Json.MAPPER.createObjectNode().put("type", "object");
        nothing.putObject("properties");
        return nothing;
    }

    private ToolChoice toolChoice(JsonNode choice) {
        if (choice.isMissingNode()) {
            return null;
        }
        if (choice.isTextual()) {
            return switch (choice.textValue()) {
                case "auto" -> new ToolChoice.Auto();
                case "none" -> new ToolChoice.None();
                case "required" -> new ToolChoice.Required();
                default ->
                        throw invalid(
                                "tool_choice",
                                "tool_choice must be auto, none, required or a tool.");
            };
        }
        var name = choice.path("function").path("name");
        if (!choice.path("type").asText().equals("function") || !name.isTextual()) {
            throw unsupported(
                    "tool_choice",
                    "This model takes tool_choice auto, none, required or a function.");
        }
        return new ToolChoice.Named(name.textValue());
    }

    private Integer maxTokens() {
        var name =
                given("max_completion_tokens").isMissingNode()
                        ? "max_tokens"
                        : "max_completion_tokens";
        var limit = given(name);
        if (limit.isMissingNode()) {
            return null;
        }
        if (!limit.canConvertToInt() || !limit.isIntegralNumber() || limit.intValue() < 1) {
            throw invalid(name, name + " must be a positive integer.");
        }
        return limit.intValue();
    }

    private List<String> stop() {
        var stop = given("stop");
        if (stop.isTextual()) {
            return List.of(stop.textValue());
        }
        var sequences = new ArrayList<String>();
        for (var sequence : array("stop")) {
            if (!sequence.isTextual()) {
                throw invalid("stop", "stop must be a string or an array of strings.");
            }
            sequences.add(sequence.textValue());
        }
        return sequences;
    }

    private BigDecimal decimal(String name) {
        var value = given(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isNumber()) {
            throw invalid(name, name + " must be a number.");
        }
        return value.decimalValue();
    }

    private Sampling sampling() {
        var seed = given("seed");
        return new Sampling(
                decimal("temperature"),
                decimal("top_p"),
                null,
                seed.canConvertToLong() && seed.isIntegralNumber() ? seed.longValue() : null,
                decimal("presence_penalty"),
                decimal("frequency_penalty"),
                stop());
    }

    private Reasoning reasoning() {
        var effort = text("reasoning_effort");
        if (effort == null) {
            return null;
        }
        if (effort.equals("none")) {
            return new Reasoning(new Amount.Off(), null);
        }
        try {
            return new Reasoning(
                    new Amount.Effort(Level.valueOf(effort.toUpperCase(Locale.ROOT))), null);
        } catch (IllegalArgumentException e) {
            throw invalid(
                    "reasoning_effort",
                    "reasoning_effort must be one of none, minimal, low, medium, high, xhigh, max.");
        }
    }

    private OutputFormat outputFormat(JsonNode format) {
        return switch (format.path("type").asText("text")) {
            case "text" -> null;
            case "json_schema" -> {
                var schema = format.path("json_schema").path("schema");
                if (!schema.isObject()) {
                    throw invalid("response_format.json_schema.schema", "A JSON schema is needed.");
                }
                yield new OutputFormat.Matching(
                        format.path("json_schema").path("name").asText(null),
                        format.path("json_schema").path("description").asText(null),
                        schema,
                        null);
            }
            case "json_object" ->
                    throw unsupported(
                            "response_format",
                            "This model cannot be held to json_object; use json_schema.");
            default ->
                    throw invalid(
                            "response_format.type",
                            "response_format.type must be text, json_object or json_schema.");
        };
    }

    private String userId() {
        var identifier = text("safety_identifier");
        return identifier == null ? text("user") : identifier;
    }

    private String text(String name) {
        var value = given(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(name, name + " must be a string.");
        }
        return value.textValue();
    }

    private JsonNode array(String name) {
        var value = given(name);
        if (!value.isMissingNode() && !value.isArray()) {
            throw invalid(name, name + " must be an array.");
        }
        return value;
    }

    /// Null and absent mean the same to OpenAI.
    private JsonNode given(String name) {
        var value = root.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private static ProblemException invalid(String param, String message) {
        return new ProblemException(new Problem.InvalidRequest(param, message));
    }

    private static ProblemException unsupported(String param, String message) {
        return new ProblemException(new Problem.Unsupported(param, message));
    }
}
