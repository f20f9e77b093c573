package io.smoothllm.proxy.dialect.bedrock;

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
import io.smoothllm.proxy.routing.Candidate;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes a request for `/converse` and `/converse-stream` (type `ConverseRequest`). Which model,
/// and whether it streams, stand in the path.
final class RequestWriter {
    /// What `requestMetadata` takes: 16 pairs of such texts, no key empty.
    private static final Pattern METADATA = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,.-]{0,256}");

    private static final int MOST_METADATA = 16;

    /// While it thinks, Claude takes a `topP` of no less.
    private static final BigDecimal SMALLEST_THINKING_TOP_P = new BigDecimal("0.95");

    private final ChatRequest request;
    private final CatalogModel model;
    private final ModelFamily family;
    private final Compatibility compatibility;
    private final Set<String> ignored = new LinkedHashSet<>();
    private final ToolWriter tools;

    RequestWriter(ChatRequest request, Candidate candidate) {
        this.request = request;
        this.model = candidate.model();
        this.family = ModelFamily.of(candidate.model());
        this.compatibility = candidate.provider().entry().compatibility();
        this.tools = new ToolWriter(request, family, compatibility.jsonSchema(), ignored);
    }

    /// The client's hints that were left out, known once the request is written.
    List<String> ignored() {
        return List.copyOf(ignored);
    }

    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    byte[] write() {
        refuseWhatChangesTheAnswer();
        var messages = new MessageWriter(request, family, ignored);
        var thought = thought(messages.conversation());
        var body = Json.MAPPER.createObjectNode();
        messages.write(body);
        inference(body, thought);
        tools.write(body, thought.isOn());
        if (thought.config() != null) {
            additional(body).set("thinking", thought.config());
        }
        if (thought.effort() != null) {
            outputConfig(body).put("effort", thought.effort());
        }
        outputFormat(body);
        labels(body);
        ignoredIf("cache_control", CachePoints.limit(body));
        return Json.bytes(body);
    }

    private void refuseWhatChangesTheAnswer() {
        if (request.choices() != 1) {
            throw unsupported("n", "This model answers with one choice; n must be 1.");
        }
        if (request.logProbs() != null) {
            throw unsupported("logprobs", "This model gives no log probabilities.");
        }
        if (request.maxTokens() != null && request.maxTokens() < 1) {
            throw unsupported("max_tokens", "This model must be given at least one token.");
        }
    }

    private Thought thought(Turns conversation) {
        var reasoning = request.reasoning();
        if (family != ModelFamily.CLAUDE) {
            ignoredIf("reasoning_effort", reasoning != null && !reasoning.isOff());
            return Thought.none(request.maxTokens(), false);
        }
        var thought =
                Thought.of(
                        reasoning,
                        new Thought.Setting(
                                conversation,
                                request.maxTokens(),
                                model.maxOutputTokens(),
                                compatibility.adaptiveThinking(),
                                tools.forcesJson()));
        ignoredIf("reasoning_effort", thought.lost());
        return thought;
    }

    private void inference(ObjectNode body, Thought thought) {
        var config = Json.MAPPER.createObjectNode();
        if (thought.maxTokens() != null) {
            config.put("maxTokens", thought.maxTokens());
        }
        sampling(body, config, thought.isOn());
        var sequences = request.sampling().stop().stream().filter(this::canStop).toList();
        ignoredIf("stop", sequences.size() < request.sampling().stop().size());
        if (!sequences.isEmpty()) {
            sequences.forEach(config.putArray("stopSequences")::add);
        }
        if (!config.isEmpty()) {
            body.set("inferenceConfig", config);
        }
    }

    /// Claude refuses sequences of nothing but white space.
    private boolean canStop(String sequence) {
        return family == ModelFamily.CLAUDE ? !sequence.isBlank() : !sequence.isEmpty();
    }

    /// OpenAI's temperature goes up to 2, Bedrock's to 1. Many Claude models take only one of
    /// temperature and `topP`, and next to nothing while they think.
    private void sampling(ObjectNode body, ObjectNode config, boolean thinks) {
        var wish = request.sampling();
        boolean any = compatibility.sampling();
        if (wish.temperature() != null) {
            var temperature = wish.temperature().min(BigDecimal.ONE);
            boolean said = any && !(thinks && temperature.compareTo(BigDecimal.ONE) != 0);
            put(config, "temperature", "temperature", said, temperature);
        }
        if (wish.topP() != null) {
            boolean isDefault = wish.topP().compareTo(BigDecimal.ONE) == 0;
            boolean said =
                    any
                            && !(family == ModelFamily.CLAUDE && config.has("temperature"))
                            && !(thinks && wish.topP().compareTo(SMALLEST_THINKING_TOP_P) < 0);
            if (said || !isDefault) {
                put(config, "topP", "top_p", said, wish.topP());
            }
        }
        if (wish.topK() != null) {
            boolean said = any && family == ModelFamily.CLAUDE && !thinks;
            ignoredIf("top_k", !said);
            if (said) {
                additional(body).put("top_k", wish.topK());
            }
        }
        ignoredIf("seed", wish.seed() != null);
        ignoredIf("presence_penalty", isGiven(wish.presencePenalty()));
        ignoredIf("frequency_penalty", isGiven(wish.frequencyPenalty()));
    }

    private static boolean isGiven(BigDecimal penalty) {
        return penalty != null && penalty.signum() != 0;
    }

    private void put(
            ObjectNode config, String member, String name, boolean said, BigDecimal value) {
        if (said) {
            config.put(member, value);
        }
        ignoredIf(name, !said);
    }

    /// The schema is a text that holds JSON (type `JsonSchemaDefinition`).
    private void outputFormat(ObjectNode body) {
        if (request.outputFormat() instanceof OutputFormat.Matching format
                && compatibility.jsonSchema()) {
            var textFormat = outputConfig(body).putObject("textFormat").put("type", "json_schema");
            var schema = textFormat.putObject("structure").putObject("jsonSchema");
            schema.put("schema", format.schema().toString());
            if (format.name() != null) {
                schema.put("name", format.name());
            }
            if (format.description() != null) {
                schema.put("description", format.description());
            }
        }
    }

    private void labels(ObjectNode body) {
        var labels = request.labels();
        switch (labels.serviceTier()) {
            case null -> {}
            case "auto", "default" -> {} // as when nothing is said
            case "flex", "priority" ->
                    body.putObject("serviceTier").put("type", labels.serviceTier());
            default -> ignored.add("service_tier"); // OpenAI's others have no counterpart
        }
        metadata(body);
        ignoredIf("user", labels.userId() != null);
        ignoredIf("verbosity", labels.verbosity() != null);
        ignoredIf("prompt_cache_key", labels.promptCacheKey() != null);
    }

    /// For the account's invocation logs; pairs that it does not take are left out.
    private void metadata(ObjectNode body) {
        var metadata = request.labels().metadata();
        if (metadata == null || metadata.isEmpty()) {
            return;
        }
        var written = Json.MAPPER.createObjectNode();
        metadata.properties().stream()
                .filter(pair -> !pair.getKey().isEmpty() && pair.getValue().isTextual())
                .filter(pair -> METADATA.matcher(pair.getKey()).matches())
                .filter(pair -> METADATA.matcher(pair.getValue().textValue()).matches())
                .limit(MOST_METADATA)
                .forEach(pair -> written.set(pair.getKey(), pair.getValue()));
        if (!written.isEmpty()) {
            body.set("requestMetadata", written);
        }
        ignoredIf("metadata", written.size() < metadata.size());
    }

    private void ignoredIf(String name, boolean left) {
        if (left) {
            ignored.add(name);
        }
    }

    /// What only this model knows, in its maker's own words.
    static ObjectNode additional(ObjectNode body) {
        return member(body, "additionalModelRequestFields");
    }

    private static ObjectNode outputConfig(ObjectNode body) {
        return member(body, "outputConfig");
    }

    private static ObjectNode member(ObjectNode body, String name) {
        return body.get(name) instanceof ObjectNode there ? there : body.putObject(name);
    }

    private static ProblemException unsupported(String param, String message) {
        return new ProblemException(new Problem.Unsupported(param, message));
    }
}
