package io.smoothllm.testing.simulator.openai;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.Author;
import io.smoothllm.testing.simulator.mind.Completion;
import io.smoothllm.testing.simulator.mind.Directions;
import io.smoothllm.testing.simulator.mind.PromptCache;
import io.smoothllm.testing.simulator.wire.Call;
import io.smoothllm.testing.simulator.wire.Failure;
import io.smoothllm.testing.simulator.wire.Frame;
import io.smoothllm.testing.simulator.wire.ProviderDialect;
import io.smoothllm.testing.simulator.wire.Refused;
import io.smoothllm.testing.simulator.wire.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// OpenAI's API under `/openai/v1`.
public final class OpenAi implements ProviderDialect {
    private static final String BEARER = "Bearer ";

    private final PromptCache cache = new PromptCache();
    private final Predicate<String> acceptsKey;
    private final BiPredicate<String, String> hasModel;

    /// @param hasModel whether that key may use that model
    public OpenAi(Predicate<String> acceptsKey, BiPredicate<String, String> hasModel) {
        this.acceptsKey = acceptsKey;
        this.hasModel = hasModel;
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public String apiKey(Call call) {
        var header = call.header("authorization");
        return header.startsWith(BEARER) ? header.substring(BEARER.length()).strip() : "";
    }

    @Override
    public Reply answer(Call call, Directions directions) {
        try {
            return route(call, directions);
        } catch (Refused refused) {
            return refused.reply();
        }
    }

    private Reply route(Call call, Directions directions) {
        var key = apiKey(call);
        if (key.isEmpty()) {
            throw OpenAiErrors.noKey();
        }
        if (!acceptsKey.test(key)) {
            throw OpenAiErrors.wrongKey();
        }
        return switch (call.method() + " " + call.path()) {
            case "POST /chat/completions" -> chat(call, key, directions);
            case "POST /responses" -> responses(call, key, directions);
            case "POST /completions" -> {
                requireModel(call.model(), key);
                yield new Completions(call, key, directions).reply();
            }
            case "POST /embeddings" -> {
                requireModel(call.model(), key);
                yield Embeddings.answer(call);
            }
            case "POST /moderations" -> {
                requireModelIfNamed(call.model(), key);
                yield Moderations.answer(call);
            }
            case "POST /images/generations", "POST /images/edits", "POST /images/variations" -> {
                requireModelIfNamed(call.model(), key);
                yield Images.answer(call, directions);
            }
            case "POST /audio/transcriptions", "POST /audio/translations" -> {
                requireModel(call.model(), key);
                yield Transcriptions.answer(call, directions);
            }
            case "POST /audio/speech" -> {
                requireModel(call.model(), key);
                yield Speech.answer(call, directions);
            }
            case "GET /models" -> Models.list();
            default -> {
                if (call.method().equals("GET") && call.path().startsWith("/models/")) {
                    yield Models.one(call.path().substring("/models/".length()), key, hasModel);
                }
                throw OpenAiErrors.unknownUrl(call.method(), "/v1" + call.path());
            }
        };
    }

    private Reply chat(Call call, String key, Directions directions) {
        var request = ChatRequest.of(call);
        requireModel(request.model(), key);
        var prompt = request.prompt(key);
        var completion = Author.write(prompt, directions, false);
        var tokens = tokens(prompt.inputTokens(), cache.automatic(prompt), completion, request);
        return request.streamed()
                ? new Reply.Stream(new ChatStream(request, completion, tokens, directions).frames())
                : ChatAnswer.of(request, completion, tokens, directions);
    }

    private Reply responses(Call call, String key, Directions directions) {
        var request = ResponsesRequest.of(call);
        requireModel(request.model(), key);
        var prompt = request.prompt(key);
        var completion = Author.write(prompt, directions, false);
        var tokens =
                new TokenCounts(
                        prompt.inputTokens(),
                        cache.automatic(prompt).read(),
                        0,
                        completion.outputTokens(),
                        completion.thinkingTokens());
        var response = new ResponseDocument(request, completion, tokens, directions);
        return request.streamed() ? new ResponseStream(response).reply() : response.whole();
    }

    private static TokenCounts tokens(
            long input, PromptCache.Use use, Completion completion, ChatRequest request) {
        return new TokenCounts(
                input,
                use.read(),
                0,
                completion.outputTokens() * request.choices(),
                completion.thinkingTokens() * request.choices());
    }

    /// Where a request may do without, the real one has a default.
    private void requireModelIfNamed(String model, String key) {
        if (!model.isEmpty()) {
            requireModel(model, key);
        }
    }

    private void requireModel(String model, String key) {
        if (model.isEmpty()) {
            throw OpenAiErrors.badRequest("you must provide a model parameter", null, null);
        }
        if (!hasModel.test(model, key)) {
            throw OpenAiErrors.unknownModel(model);
        }
    }

    @Override
    public Reply.Whole failure(Failure failure) {
        return OpenAiErrors.of(failure);
    }

    @Override
    public Frame failureEvent(Call call, Failure failure) {
        var envelope = OpenAiErrors.of(failure).body();
        return call.path().equals("/responses")
                ? ResponseStream.error(envelope)
                : Events.data(envelope);
    }

    @Override
    public Map<String, String> headers(String requestId, long elapsedMs) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("x-request-id", requestId);
        headers.put("openai-organization", "org-simulator");
        headers.put("openai-processing-ms", Long.toString(elapsedMs));
        headers.put("openai-version", "2020-10-01");
        headers.put("x-ratelimit-limit-requests", "10000");
        headers.put("x-ratelimit-remaining-requests", "9999");
        headers.put("x-ratelimit-reset-requests", "6ms");
        headers.put("x-ratelimit-limit-tokens", "2000000");
        headers.put("x-ratelimit-remaining-tokens", "1999000");
        headers.put("x-ratelimit-reset-tokens", "30ms");
        return headers;
    }
}
