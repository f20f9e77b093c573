package io.smoothllm.testing.simulator.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.Author;
import io.smoothllm.testing.simulator.mind.Directions;
import io.smoothllm.testing.simulator.mind.PromptCache;
import io.smoothllm.testing.simulator.wire.Call;
import io.smoothllm.testing.simulator.wire.Failure;
import io.smoothllm.testing.simulator.wire.Frame;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.ProviderDialect;
import io.smoothllm.testing.simulator.wire.Refused;
import io.smoothllm.testing.simulator.wire.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// Anthropic's API under `/anthropic`.
public final class Anthropic implements ProviderDialect {
    /// What its SDKs have sent so far.
    private static final Set<String> VERSIONS = Set.of("2023-01-01", "2023-06-01", "2026-10-21");

    /// The version whose clients send an API key as a bearer token (anthropic-java 3.12.0 does).
    private static final String BEARER_VERSION = "2026-10-21";

    private static final String BEARER = "Bearer ";

    private final PromptCache cache = new PromptCache();
    private final Predicate<String> acceptsKey;
    private final BiPredicate<String, String> hasModel;

    /// @param hasModel whether that key may use that model
    public Anthropic(Predicate<String> acceptsKey, BiPredicate<String, String> hasModel) {
        this.acceptsKey = acceptsKey;
        this.hasModel = hasModel;
    }

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public String apiKey(Call call) {
        var authorization = call.header("authorization");
        if (call.header("x-api-key").isEmpty()
                && call.header("anthropic-version").equals(BEARER_VERSION)
                && authorization.startsWith(BEARER)) {
            return authorization.substring(BEARER.length()).strip();
        }
        return call.header("x-api-key").strip();
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
            throw AnthropicErrors.refused(401, "x-api-key header is required");
        }
        if (!acceptsKey.test(key)) {
            throw AnthropicErrors.refused(401, "invalid x-api-key");
        }
        requireVersion(call.header("anthropic-version"));
        return switch (call.method() + " " + call.path()) {
            case "POST /v1/messages" -> message(call, key, directions);
            case "POST /v1/messages/count_tokens" -> countTokens(call, key);
            case "GET /v1/models" -> Models.list();
            default -> {
                if (call.method().equals("GET") && call.path().startsWith("/v1/models/")) {
                    var id = call.path().substring("/v1/models/".length());
                    requireModel(id, key);
                    yield Models.one(id);
                }
                throw AnthropicErrors.refused(404, "Not found");
            }
        };
    }

    private static void requireVersion(String version) {
        if (version.isEmpty()) {
            throw AnthropicErrors.badRequest("anthropic-version: header is required");
        }
        if (!VERSIONS.contains(version)) {
            throw AnthropicErrors.badRequest(
                    "anthropic-version: \"" + version + "\" is not a valid version");
        }
    }

    private Reply message(Call call, String key, Directions directions) {
        var request = MessageRequest.of(call);
        requireModel(request.model(), key);
        var prompt = request.prompt(key);
        var completion = Author.write(prompt, directions, true);
        var usage = new Usage(prompt.inputTokens(), cache.marked(prompt), completion);
        return request.streamed()
                ? new Reply.Stream(
                        new MessageStream(request.model(), completion, usage, directions).frames())
                : MessageAnswer.of(request.model(), completion, usage, directions);
    }

    private Reply countTokens(Call call, String key) {
        var request = MessageRequest.toCount(call);
        requireModel(request.model(), key);
        var count = JsonNodeFactory.instance.objectNode();
        count.put("input_tokens", request.prompt(key).inputTokens());
        return Reply.json(200, Json.write(count));
    }

    private void requireModel(String model, String key) {
        if (!hasModel.test(model, key)) {
            throw AnthropicErrors.refused(404, "model: " + model);
        }
    }

    @Override
    public Reply.Whole failure(Failure failure) {
        return AnthropicErrors.of(failure);
    }

    @Override
    public Frame failureEvent(Call call, Failure failure) {
        return MessageStream.frame(AnthropicErrors.envelope(failure), TokenCounts.NONE, false);
    }

    @Override
    public Map<String, String> headers(String requestId, long elapsedMs) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("request-id", requestId);
        headers.put("anthropic-organization-id", "00000000-0000-4000-8000-000000000000");
        headers.put("anthropic-ratelimit-requests-limit", "4000");
        headers.put("anthropic-ratelimit-requests-remaining", "3999");
        headers.put("anthropic-ratelimit-requests-reset", "2030-01-01T00:00:00Z");
        return headers;
    }
}
