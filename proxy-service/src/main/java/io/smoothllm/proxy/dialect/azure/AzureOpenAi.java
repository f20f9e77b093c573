package io.smoothllm.proxy.dialect.azure;

import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Protocol;
import io.smoothllm.proxy.dialect.ProviderDialect;
import io.smoothllm.proxy.dialect.openai.ChatWire;
import io.smoothllm.proxy.dialect.openai.ChatWire.Surface;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/// OpenAI's models on Azure. A resource has two surfaces: `/openai/v1`, where `model` names the
/// deployment as at OpenAI, and the dated one, where the path names it. The operator chooses by the
/// base URL: one that ends in `/openai/v1` is the first; the resource's root, or that and
/// `/openai`, the second.
@ApplicationScoped
class AzureOpenAi implements ProviderDialect {
    /// The last version of the dated API.
    private static final String VERSION = "?api-version=2024-10-21";

    @Override
    public Dialect dialect() {
        return Dialect.AZURE_OPENAI;
    }

    /// Responses exist on the first surface alone, which every resource has.
    @Override
    public Endpoint endpoint(Protocol protocol, Candidate candidate, boolean streamed) {
        return switch (protocol) {
            case CHAT_COMPLETIONS ->
                    new Endpoint(of("/chat/completions", candidate), key(candidate));
            case RESPONSES ->
                    candidate.provider().entry().compatibility().responses()
                            ? new Endpoint(responses(candidate), key(candidate))
                            : null;
            case MESSAGES -> null;
        };
    }

    @Override
    public Endpoint passThrough(String path, Candidate candidate) {
        return new Endpoint(of(path, candidate), key(candidate));
    }

    private static String of(String path, Candidate candidate) {
        if (surface(candidate) == Surface.CURRENT) {
            return path;
        }
        var deployment =
                URLEncoder.encode(candidate.model().upstreamName(), StandardCharsets.UTF_8)
                        .replace("+", "%20");
        return (base(candidate).endsWith("/openai") ? "" : "/openai")
                + "/deployments/"
                + deployment
                + path
                + VERSION;
    }

    private static String responses(Candidate candidate) {
        if (surface(candidate) == Surface.CURRENT) {
            return "/responses";
        }
        return base(candidate).endsWith("/openai") ? "/v1/responses" : "/openai/v1/responses";
    }

    private static Surface surface(Candidate candidate) {
        return base(candidate).endsWith("/openai/v1") ? Surface.CURRENT : Surface.DATED;
    }

    private static String base(Candidate candidate) {
        var path = candidate.provider().entry().baseUrl().getPath();
        return path == null ? "" : path;
    }

    /// Without a key the operator's own headers have to do, `Authorization` for Entra.
    private static Map<String, String> key(Candidate candidate) {
        var key = candidate.provider().credential();
        return key == null ? Map.of() : Map.of("api-key", key);
    }

    @Override
    public Outgoing write(ChatRequest request, Candidate candidate) {
        return ChatWire.write(
                request,
                candidate,
                endpoint(Protocol.CHAT_COMPLETIONS, candidate, request.stream()),
                surface(candidate));
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
