package io.smoothllm.proxy.dialect.openai;

import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Protocol;
import io.smoothllm.proxy.dialect.ProviderDialect;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Consumer;

/// Providers that speak OpenAI, and those that call themselves compatible with it.
@ApplicationScoped
class OpenAi implements ProviderDialect {
    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public Endpoint endpoint(Protocol protocol, Candidate candidate, boolean streamed) {
        return switch (protocol) {
            case CHAT_COMPLETIONS -> new Endpoint("/chat/completions", credential(candidate));
            case RESPONSES ->
                    candidate.provider().entry().compatibility().responses()
                            ? new Endpoint("/responses", credential(candidate))
                            : null;
            case MESSAGES -> null;
        };
    }

    @Override
    public Endpoint passThrough(String path, Candidate candidate) {
        return new Endpoint(path, credential(candidate));
    }

    private static Map<String, String> credential(Candidate candidate) {
        var credential = candidate.provider().credential();
        return credential == null ? Map.of() : Map.of("Authorization", "Bearer " + credential);
    }

    @Override
    public Outgoing write(ChatRequest request, Candidate candidate) {
        return ChatWire.write(
                request,
                candidate,
                endpoint(Protocol.CHAT_COMPLETIONS, candidate, request.stream()),
                ChatWire.Surface.CURRENT);
    }

    @Override
    public boolean takes(Part.Media.Remote media) {
        return ChatWire.takes(media);
    }

    @Override
    public void readWhole(Buffer body, Candidate candidate, Consumer<ChatEvent> events) {
        ChatWire.readWhole(body, candidate, events);
    }

    @Override
    public EventReader readStream(Candidate candidate) {
        return ChatWire.readStream(candidate);
    }

    @Override
    public Problem.UpstreamProblem readError(
            Candidate candidate, int status, MultiMap headers, Buffer body) {
        return ChatWire.readError(candidate, status, headers, body);
    }
}
