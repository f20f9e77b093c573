package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Turns;
import io.smoothllm.proxy.dialect.claude.Thought;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes a request for `POST /v1/messages` (type `MessageCreateParams`).
final class RequestWriter {
    /// `max_tokens` is required; this is sent when neither client nor catalog know better.
    private static final int DEFAULT_MAX_TOKENS = 4096;

    /// The API's documentation forbids names, e-mail addresses and phone numbers as user ids.
    private static final Pattern PERSONAL = Pattern.compile(".*@.*|\\+?[\\d\\s()./-]{7,20}");

    /// While it thinks, a model takes a `top_p` of no less.
    private static final BigDecimal SMALLEST_THINKING_TOP_P = new BigDecimal("0.95");

    private final ChatRequest request;
    private final CatalogModel model;
    private final Compatibility compatibility;
    private final ToolWriter tools;
    private final Set<String> ignored = new LinkedHashSet<>();

    RequestWriter(ChatRequest request, CatalogModel model, Compatibility compatibility) {
        this.request = request;
        this.model = model;
        this.compatibility = compatibility;
        this.tools =
                new ToolWriter(
                        request.tools(),
                        !compatibility.jsonSchema()
                                        && request.outputFormat()
                                                instanceof OutputFormat.Matching matching
                                ? matching
                                : null);
    }

    /// The client's hints that were left out, known once the request is written.
    List<String> ignored() {
        return List.copyOf(ignored);
    }

    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    Buffer write() {
        refuseWhatChangesTheAnswer();
        var messages = new MessageWriter(request.messages(), request.outputFormat());
        var thought = thought(messages.conversation());
        var body = Json.MAPPER.createObjectNode();
        body.put("model", model.upstreamName());
        body.put("max_tokens", thought.maxTokens());
        messages.write(body);
        stop(body);
        sampling(body, thought.isOn());
        ignoredIf("tool_choice", tools.write(body, thought.isOn()));
        put(body, "thinking", thought.config());
        if (thought.effort() != null) {
            outputConfig(body).put("effort", thought.effort());
        }
        outputFormat(body);
        labels(body);
        if (request.stream()) {
            body.put("stream", true);
        }
        ignoredIf("cache_control", CacheMarks.limit(body));
        return Buffer.buffer(Json.bytes(body));
    }

    private void refuseWhatChangesTheAnswer() {
        if (request.choices() > 1) {
            throw unsupported("n", "This model answers with one choice; n must be 1.");
        }
        if (request.logProbs() != null) {
            throw unsupported("logprobs", "This model gives no log probabilities.");
        }
    }

    private Thought thought(Turns conversation) {
        var thought =
                Thought.of(
                        request.reasoning(),
                        new Thought.Setting(
                                conversation,
                                maxTokens(),
                                model.maxOutputTokens(),
                                compatibility.adaptiveThinking(),
                                tools.forcesJson()));
        ignoredIf("reasoning_effort", thought.lost());
        return thought;
    }

    private int maxTokens() {
        if (request.maxTokens() != null) {
            return request.maxTokens();
        }
        return model.maxOutputTokens() != null ? model.maxOutputTokens() : DEFAULT_MAX_TOKENS;
    }

    /// Blank sequences are refused.
    private void stop(ObjectNode body) {
        var sequences =
                request.sampling().stop().stream().filter(sequence -> !sequence.isBlank()).toList();
        ignoredIf("stop", sequences.size() < request.sampling().stop().size());
        if (!sequences.isEmpty()) {
            sequences.forEach(body.putArray("stop_sequences")::add);
        }
    }

    /// OpenAI's temperature goes up to 2, Anthropic's to 1. Many models take only one of
    /// temperature and `top_p`, and next to nothing while they think.
    private void sampling(ObjectNode body, boolean thinks) {
        var wish = request.sampling();
        boolean any = compatibility.sampling();
        if (wish.temperature() != null) {
            var temperature = wish.temperature().min(BigDecimal.ONE);
            boolean said = any && !(thinks && temperature.compareTo(BigDecimal.ONE) != 0);
            put(body, "temperature", said, temperature);
        }
        if (wish.topP() != null) {
            boolean isDefault = wish.topP().compareTo(BigDecimal.ONE) == 0;
            boolean said =
                    any
                            && !body.has("temperature")
                            && !(thinks && wish.topP().compareTo(SMALLEST_THINKING_TOP_P) < 0);
            if (said || !isDefault) {
                put(body, "top_p", said, wish.topP());
            }
        }
        if (wish.topK() != null) {
            put(body, "top_k", any && !thinks, BigDecimal.valueOf(wish.topK()));
        }
        ignoredIf("seed", wish.seed() != null);
        ignoredIf("presence_penalty", isGiven(wish.presencePenalty()));
        ignoredIf("frequency_penalty", isGiven(wish.frequencyPenalty()));
    }

    private static boolean isGiven(BigDecimal penalty) {
        return penalty != null && penalty.signum() != 0;
    }

    private void put(ObjectNode body, String name, boolean said, BigDecimal value) {
        if (said) {
            body.put(name, value);
        }
        ignoredIf(name, !said);
    }

    private void outputFormat(ObjectNode body) {
        if (request.outputFormat() instanceof OutputFormat.Matching matching
                && compatibility.jsonSchema()) {
            outputConfig(body)
                    .putObject("format")
                    .put("type", "json_schema")
                    .set("schema", matching.schema());
        }
    }

    private static ObjectNode outputConfig(ObjectNode body) {
        return body.get("output_config") instanceof ObjectNode config
                ? config
                : body.putObject("output_config");
    }

    private void labels(ObjectNode body) {
        var labels = request.labels();
        boolean personal = labels.userId() != null && PERSONAL.matcher(labels.userId()).matches();
        ignoredIf("user", personal);
        if (labels.userId() != null && !personal) {
            body.putObject("metadata").put("user_id", labels.userId());
        }
        switch (labels.serviceTier()) {
            case "auto" -> body.put("service_tier", "auto");
            case "default" -> body.put("service_tier", "standard_only");
            case null -> {}
            default -> ignored.add("service_tier"); // OpenAI's others have no counterpart
        }
        ignoredIf("verbosity", labels.verbosity() != null);
        ignoredIf("prompt_cache_key", labels.promptCacheKey() != null);
        ignoredIf("metadata", labels.metadata() != null);
    }

    private void ignoredIf(String name, boolean left) {
        if (left) {
            ignored.add(name);
        }
    }

    static void put(ObjectNode target, String name, JsonNode value) {
        if (value != null) {
            target.set(name, value);
        }
    }

    private static ProblemException unsupported(String param, String message) {
        return new ProblemException(new Problem.Unsupported(param, message));
    }
}
