package io.smoothllm.proxy.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.math.BigDecimal;
import java.util.Set;

/// Writes `generationConfig`.
final class GenerationConfigWriter {
    /// More are a 400.
    private static final int MAX_STOP_SEQUENCES = 5;

    private final ChatRequest request;
    private final GeminiModel model;
    private final Compatibility compatibility;
    private final Set<String> ignored;

    GenerationConfigWriter(
            ChatRequest request,
            GeminiModel model,
            Compatibility compatibility,
            Set<String> ignored) {
        this.request = request;
        this.model = model;
        this.compatibility = compatibility;
        this.ignored = ignored;
    }

    /// @return without members when there is nothing to say
    ObjectNode write() {
        var config = Json.MAPPER.createObjectNode();
        if (request.maxTokens() != null) {
            config.put("maxOutputTokens", request.maxTokens());
        }
        if (request.choices() != 1) {
            config.put("candidateCount", request.choices());
        }
        sampling(config);
        stop(config);
        penalty(
                config,
                "presencePenalty",
                "presence_penalty",
                request.sampling().presencePenalty());
        penalty(
                config,
                "frequencyPenalty",
                "frequency_penalty",
                request.sampling().frequencyPenalty());
        logProbs(config);
        outputFormat(config);
        new ThinkingWriter(model.thinking(), ignored).write(request.reasoning(), config);
        return config;
    }

    private void sampling(ObjectNode config) {
        var sampling = request.sampling();
        drawn(config, "temperature", "temperature", sampling.temperature());
        drawn(config, "topP", "top_p", sampling.topP());
        drawn(
                config,
                "topK",
                "top_k",
                sampling.topK() == null ? null : BigDecimal.valueOf(sampling.topK()));
        if (sampling.seed() != null) {
            config.put("seed", seed(sampling.seed()));
        }
    }

    private void drawn(ObjectNode config, String name, String openAiName, BigDecimal value) {
        if (value == null) {
            return;
        }
        if (compatibility.sampling()) {
            config.put(name, value);
        } else {
            ignored.add(openAiName);
        }
    }

    /// Gemini's seed has 32 bits. A longer one is folded: the same seed still draws the same.
    private static int seed(long seed) {
        return seed == (int) seed ? (int) seed : Long.hashCode(seed);
    }

    private void stop(ObjectNode config) {
        var stop = request.sampling().stop();
        if (stop.size() > MAX_STOP_SEQUENCES) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "stop",
                            "This model takes at most " + MAX_STOP_SEQUENCES + " stop sequences."));
        }
        if (!stop.isEmpty()) {
            var sequences = config.putArray("stopSequences");
            stop.forEach(sequences::add);
        }
    }

    /// 0 is as good as nothing, and taken by all models only so.
    private void penalty(ObjectNode config, String name, String openAiName, BigDecimal value) {
        if (value == null || value.signum() == 0) {
            return;
        }
        if (model.takesPenalties()) {
            config.put(name, value);
        } else {
            ignored.add(openAiName);
        }
    }

    private void logProbs(ObjectNode config) {
        if (request.logProbs() != null) {
            config.put("responseLogprobs", true);
            if (request.logProbs() > 0) {
                config.put("logprobs", request.logProbs());
            }
        }
    }

    private void outputFormat(ObjectNode config) {
        switch (request.outputFormat()) {
            case null -> {}
            case OutputFormat.AnyJson() -> config.put("responseMimeType", "application/json");
            case OutputFormat.Matching(_, _, var schema, _) -> {
                if (!compatibility.jsonSchema()) {
                    throw new ProblemException(
                            new Problem.Unsupported(
                                    "response_format",
                                    "This model cannot be held to a JSON schema."));
                }
                config.put("responseMimeType", "application/json");
                config.set("responseJsonSchema", schema);
            }
        }
    }
}
