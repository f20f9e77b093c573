package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/// Writes a request for `POST /v1/messages`.
final class RequestWriter {
    /// `max_tokens` is required; this is sent when neither client nor catalog know better.
    private static final int DEFAULT_MAX_TOKENS = 4096;

    /// The API's documentation forbids names, e-mail addresses and phone numbers as user ids.
    private static final Pattern PERSONAL = Pattern.compile(".*@.*|\\+?[\\d\\s()./-]{7,20}");

    private final ChatRequest request;
    private final ChatRequest.Tools wanted;
    private final CatalogModel model;

    RequestWriter(ChatRequest request, CatalogModel model) {
        this.request = request;
        this.wanted = request.tools().narrowed();
        this.model = model;
    }

    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    Buffer write() {
        var body = Json.MAPPER.createObjectNode();
        body.put("model", model.upstreamName());
        body.put("max_tokens", maxTokens());
        new MessageWriter(request.messages()).write(body);
        if (!request.sampling().stop().isEmpty()) {
            var sequences = body.putArray("stop_sequences");
            // Blank ones are refused.
            request.sampling().stop().stream()
                    .filter(sequence -> !sequence.isBlank())
                    .forEach(sequences::add);
        }
        sampling(body);
        tools(body);
        thinking(body);
        outputFormat(body);
        userId(body);
        serviceTier(body);
        if (request.stream()) {
            body.put("stream", true);
        }
        return bytes(body);
    }

    private int maxTokens() {
        if (request.maxTokens() != null) {
            return request.maxTokens();
        }
        return model.maxOutputTokens() != null ? model.maxOutputTokens() : DEFAULT_MAX_TOKENS;
    }

    /// OpenAI's temperature goes up to 2, Anthropic's to 1.
    private void sampling(ObjectNode body) {
        if (request.sampling().temperature() != null) {
            body.put("temperature", request.sampling().temperature().min(BigDecimal.ONE));
        }
        if (request.sampling().topP() != null) {
            body.put("top_p", request.sampling().topP());
        }
    }

    private void tools(ObjectNode body) {
        if (wanted.offered().isEmpty()) {
            if (wanted.choice() instanceof ToolChoice.Required
                    || wanted.choice() instanceof ToolChoice.Named) {
                throw new ProblemException(
                        new Problem.InvalidRequest(
                                "tool_choice",
                                "tool_choice asks for a tool, but there are no tools."));
            }
            return;
        }
        var tools = body.putArray("tools");
        for (var tool : wanted.offered()) {
            var written = tools.addObject().put("name", tool.name());
            if (tool.description() != null && !tool.description().isEmpty()) {
                written.put("description", tool.description());
            }
            written.set("input_schema", tool.schema());
            if (tool.strict() != null) {
                written.put("strict", tool.strict());
            }
            put(written, "cache_control", tool.cacheControl());
        }
        toolChoice(body);
    }

    private void toolChoice(ObjectNode body) {
        var choice = choice();
        if (choice == null) {
            return;
        }
        if (!wanted.parallel() && !choice.path("type").asText().equals("none")) {
            choice.put("disable_parallel_tool_use", true);
        }
        body.set("tool_choice", choice);
    }

    /// A tool cannot be forced while the model thinks (a 400 at Anthropic), so it is then left to
    /// choose.
    private ObjectNode choice() {
        var choice = Json.MAPPER.createObjectNode();
        return switch (wanted.choice()) {
            case null -> wanted.parallel() ? null : choice.put("type", "auto");
            case ToolChoice.Auto() -> choice.put("type", "auto");
            case ToolChoice.None() -> choice.put("type", "none");
            case ToolChoice.Required() -> choice.put("type", thinks() ? "auto" : "any");
            case ToolChoice.Named(var name) ->
                    thinks()
                            ? choice.put("type", "auto")
                            : choice.put("type", "tool").put("name", name);
            case ToolChoice.Allowed _ -> throw new IllegalStateException("Was narrowed");
        };
    }

    private boolean thinks() {
        return request.reasoning() != null && !request.reasoning().isOff();
    }

    private void thinking(ObjectNode body) {
        switch (request.reasoning() == null ? null : request.reasoning().amount()) {
            case null -> {}
            case Amount.Off() -> body.putObject("thinking").put("type", "disabled");
            case Amount.Adaptive() -> body.putObject("thinking").put("type", "adaptive");
            case Amount.Effort(var level) -> {
                body.putObject("thinking").put("type", "adaptive");
                // Anthropic knows nothing weaker than low.
                var effort = level == Level.MINIMAL ? Level.LOW : level;
                outputConfig(body).put("effort", effort.name().toLowerCase(Locale.ROOT));
            }
            case Amount.Budget(int tokens) ->
                    body.putObject("thinking").put("type", "enabled").put("budget_tokens", tokens);
        }
    }

    private void outputFormat(ObjectNode body) {
        switch (request.outputFormat()) {
            case null -> {}
            case OutputFormat.AnyJson() ->
                    throw new ProblemException(
                            new Problem.Unsupported(
                                    "response_format",
                                    "This model cannot be held to json_object; use json_schema."));
            case OutputFormat.Matching(_, _, var schema, _) ->
                    outputConfig(body)
                            .putObject("format")
                            .put("type", "json_schema")
                            .set("schema", schema);
        }
    }

    private static ObjectNode outputConfig(ObjectNode body) {
        return body.get("output_config") instanceof ObjectNode config
                ? config
                : body.putObject("output_config");
    }

    private void userId(ObjectNode body) {
        if (request.labels().userId() != null
                && !PERSONAL.matcher(request.labels().userId()).matches()) {
            body.putObject("metadata").put("user_id", request.labels().userId());
        }
    }

    private void serviceTier(ObjectNode body) {
        switch (request.labels().serviceTier()) {
            case "auto" -> body.put("service_tier", "auto");
            case "default" -> body.put("service_tier", "standard_only");
            case null, default -> {} // OpenAI's other tiers have no counterpart
        }
    }

    static void put(ObjectNode target, String name, JsonNode value) {
        if (value != null) {
            target.set(name, value);
        }
    }

    private static Buffer bytes(ObjectNode body) {
        try {
            return Buffer.buffer(Json.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }
}
