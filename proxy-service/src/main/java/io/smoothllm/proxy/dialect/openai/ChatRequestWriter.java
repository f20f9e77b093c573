package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.Digest;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.openai.ChatWire.Surface;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// Writes a request for `POST /chat/completions` (type `ChatCompletionCreateParams`).
final class ChatRequestWriter {
    private static final int MAX_STOP_SEQUENCES = 4;

    /// A longer `safety_identifier` is refused.
    private static final int MAX_USER_ID = 128;

    /// OpenAI counts no thoughts, so the budgets that others give to its words are read backwards
    /// (LiteLLM's `reasoning_effort_utils.py`): from this many tokens on.
    private static final NavigableMap<Integer, Level> EFFORTS =
            new TreeMap<>(
                    Map.of(
                            0,
                            Level.MINIMAL,
                            1024,
                            Level.LOW,
                            2048,
                            Level.MEDIUM,
                            4096,
                            Level.HIGH,
                            8192,
                            Level.XHIGH,
                            16384,
                            Level.MAX));

    private final ChatRequest request;
    private final String model;
    private final Compatibility takes;
    private final Surface surface;
    private final Set<String> ignored = new LinkedHashSet<>();
    private final ObjectNode body = Json.MAPPER.createObjectNode();

    ChatRequestWriter(ChatRequest request, String model, Compatibility takes, Surface surface) {
        this.surface = surface;
        this.request = request;
        this.model = model;
        this.takes = takes;
    }

    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    Outgoing write(Endpoint endpoint) {
        body.put("model", model);
        messages();
        limits();
        sampling();
        new ToolWriter(request.tools(), takes.jsonSchema()).write(body);
        reasoning();
        outputFormat();
        labels();
        stream();
        return new Outgoing(
                endpoint.path(),
                endpoint.headers(),
                Buffer.buffer(Json.bytes(body)),
                List.copyOf(ignored));
    }

    private void messages() {
        var messages = body.putArray("messages");
        var writer = new ChatMessageWriter(messages, takes.reasoningContent());
        writer.write(request.messages(), instruction());
        if (writer.leftOutCacheControl() || cachesTools()) {
            ignored.add("cache_control");
        }
    }

    private boolean cachesTools() {
        return request.tools().offered().stream().anyMatch(tool -> tool.cacheControl() != null);
    }

    private void limits() {
        if (request.maxTokens() != null) {
            body.put(
                    takes.maxCompletionTokens() ? "max_completion_tokens" : "max_tokens",
                    request.maxTokens());
        }
        if (request.choices() > 1) {
            body.put("n", request.choices());
        }
        if (request.logProbs() != null) {
            body.put("logprobs", true);
            if (request.logProbs() > 0) {
                body.put("top_logprobs", request.logProbs());
            }
        }
    }

    private void sampling() {
        var sampling = request.sampling();
        drawing("temperature", sampling.temperature());
        drawing("top_p", sampling.topP());
        if (sampling.topK() != null) {
            ignored.add("top_k");
        }
        if (sampling.seed() != null) {
            body.put("seed", sampling.seed());
        }
        number("presence_penalty", sampling.presencePenalty());
        number("frequency_penalty", sampling.frequencyPenalty());
        if (sampling.stop().size() > MAX_STOP_SEQUENCES) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "stop", "This model takes four stop sequences at most."));
        }
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(body.putArray("stop")::add);
        }
    }

    private void drawing(String name, BigDecimal value) {
        if (takes.sampling()) {
            number(name, value);
        } else if (value != null) {
            ignored.add(name);
        }
    }

    private void number(String name, BigDecimal value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    /// Adaptive is what a model does that is told nothing.
    private void reasoning() {
        switch (request.reasoning() == null ? null : request.reasoning().amount()) {
            case null -> {}
            case Amount.Adaptive() -> {}
            case Amount.Off() -> body.put("reasoning_effort", "none");
            case Amount.Effort(var level) -> effort(level);
            case Amount.Budget(int tokens) -> effort(EFFORTS.floorEntry(tokens).getValue());
        }
    }

    private void effort(Level level) {
        body.put("reasoning_effort", level.name().toLowerCase(Locale.ROOT));
    }

    private void outputFormat() {
        switch (request.outputFormat()) {
            case null -> {}
            case OutputFormat.AnyJson() ->
                    body.putObject("response_format").put("type", "json_object");
            case OutputFormat.Matching matching when takes.jsonSchema() -> schema(matching);
            case OutputFormat.Matching _ ->
                    body.putObject("response_format").put("type", "json_object");
        }
    }

    /// An unsaid `strict` means that the answer must match, as it does at the other makers; a
    /// schema that strict mode refuses is only a wish.
    private void schema(OutputFormat.Matching matching) {
        var format =
                body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema");
        format.put("name", matching.name() == null ? "output" : matching.name());
        if (matching.description() != null) {
            format.put("description", matching.description());
        }
        format.set("schema", matching.schema());
        format.put(
                "strict",
                !Boolean.FALSE.equals(matching.strict())
                        && StrictSchema.qualifies(matching.schema()));
    }

    /// What stands in for a schema where none is taken; null when nothing has to.
    private String instruction() {
        return request.outputFormat() instanceof OutputFormat.Matching(_, _, var schema, _)
                        && !takes.jsonSchema()
                ? "Answer with one JSON object, and nothing else, that matches this JSON schema:\n"
                        + schema
                : null;
    }

    private void labels() {
        var labels = request.labels();
        if (labels.userId() != null) {
            body.put(
                    surface == Surface.DATED ? "user" : "safety_identifier",
                    labels.userId().length() > MAX_USER_ID
                            ? Digest.of(labels.userId())
                            : labels.userId());
        }
        label("service_tier", labels.serviceTier());
        label("verbosity", labels.verbosity());
        label("prompt_cache_key", labels.promptCacheKey());
        if (labels.metadata() != null) {
            label("metadata", labels.metadata());
        }
    }

    private void label(String name, String value) {
        if (value != null) {
            label(name, body.textNode(value));
        }
    }

    private void label(String name, JsonNode value) {
        switch (surface) {
            case CURRENT -> body.set(name, value);
            case DATED -> ignored.add(name);
        }
    }

    private void stream() {
        if (request.stream()) {
            body.put("stream", true);
            if (takes.streamOptions()) {
                body.putObject("stream_options").put("include_usage", true);
            }
        }
    }
}
