package io.smoothllm.proxy.dialect.anthropic;

import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Protocol;
import io.smoothllm.proxy.dialect.ProviderDialect;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Providers that speak Anthropic Messages.
@ApplicationScoped
class AnthropicMessages implements ProviderDialect {
    /// The version this code was written for.
    private static final String VERSION = "2023-06-01";

    private static final String PATH = "/v1/messages";

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    public Endpoint endpoint(Protocol protocol, Candidate candidate, boolean streamed) {
        return protocol == Protocol.MESSAGES ? new Endpoint(PATH, headers(candidate)) : null;
    }

    @Override
    public Endpoint counting(Protocol protocol, Candidate candidate) {
        return protocol == Protocol.MESSAGES
                ? new Endpoint(PATH + "/count_tokens", headers(candidate))
                : null;
    }

    /// `^[a-zA-Z0-9_-]{1,128}$`.
    @Override
    public int longestToolName() {
        return 128;
    }

    @Override
    public Outgoing write(ChatRequest request, Candidate candidate) {
        var compatibility = candidate.provider().entry().compatibility();
        var writer = new RequestWriter(request, candidate.model(), compatibility);
        return new Outgoing(PATH, headers(candidate), writer.write(), writer.ignored());
    }

    /// An operator may pin another version.
    private static Map<String, String> headers(Candidate candidate) {
        var headers = new HashMap<String, String>();
        var pinned =
                NativeWishes.values(candidate.provider().entry().headers(), NativeWishes.VERSION);
        headers.put(NativeWishes.VERSION, pinned.isEmpty() ? VERSION : pinned.getFirst());
        if (candidate.provider().credential() != null) {
            headers.put("x-api-key", candidate.provider().credential());
        }
        return headers;
    }

    @Override
    public void readWhole(Buffer body, Candidate candidate, Consumer<ChatEvent> events) {
        var provider = candidate.provider().name();
        var answer = Json.answer(body.getBytes(), 0, body.length(), provider);
        if (answer.path("type").asText().equals("error")) {
            throw new ProblemException(
                    UpstreamErrors.TRANSLATED.inAnswer(provider, answer.path("error")));
        }
        if (!answer.path("content").isArray()) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
        new AnswerReader(provider, unfolds(candidate)).whole(answer, events);
    }

    @Override
    public EventReader readStream(Candidate candidate) {
        return new StreamReader(candidate.provider().name(), unfolds(candidate));
    }

    @Override
    public Problem.UpstreamProblem readError(
            Candidate candidate, int status, MultiMap headers, Buffer body) {
        return UpstreamErrors.TRANSLATED.read(candidate.provider().name(), status, headers, body);
    }

    /// Whether answers in JSON come as calls of [JsonTool].
    private static boolean unfolds(Candidate candidate) {
        return !candidate.provider().entry().compatibility().jsonSchema();
    }
}
