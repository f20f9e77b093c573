package io.smoothllm.proxy.dialect;

import io.quarkus.arc.All;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Everybody who speaks. A dialect is in the list by being a bean: nothing here or elsewhere names
/// one.
@ApplicationScoped
public class Dialects {
    private final Map<Protocol, ClientDialect> clients = new EnumMap<>(Protocol.class);
    private final Map<String, ClientDialect> paths = new HashMap<>();
    private final Map<String, TokenQuestion> questions = new HashMap<>();
    private final Map<Dialect, ProviderDialect> providers = new EnumMap<>(Dialect.class);

    Dialects(@All List<ClientDialect> clients, @All List<ProviderDialect> providers) {
        clients.forEach(client -> this.clients.put(client.protocol(), client));
        clients.forEach(client -> paths.put(client.path(), client));
        clients.stream()
                .map(ClientDialect::tokenQuestion)
                .filter(Objects::nonNull)
                .forEach(question -> questions.put(question.path(), question));
        providers.forEach(provider -> this.providers.put(provider.dialect(), provider));
    }

    public ClientDialect speaking(Protocol protocol) {
        return clients.get(protocol);
    }

    /// The dialect whose requests are posted there; null when there is none.
    public ClientDialect at(String path) {
        return paths.get(path);
    }

    /// Whose client asks for the models: one that its headers tell, else OpenAI's.
    public ClientDialect askingForModels(MultiMap headers) {
        return clients.values().stream()
                .filter(client -> client.modelListing() != null)
                .filter(client -> client.modelListing().isAskedBy(headers))
                .findFirst()
                .orElse(speaking(Protocol.CHAT_COMPLETIONS));
    }

    /// Where questions about tokens are posted to.
    public Set<String> questionPaths() {
        return questions.keySet();
    }

    /// What is asked there about tokens; null when nothing is.
    public TokenQuestion questionAt(String path) {
        return questions.get(path);
    }

    /// How this request is put to that candidate, and its answers back: as it is, when the
    /// provider speaks the client's own protocol; else by way of the neutral form.
    ///
    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    public Conversation converse(ClientDialect client, ClientRequest request, Candidate candidate) {
        var provider = speaking(candidate);
        var translated = new Translated(client, request, candidate, provider);
        var endpoint = provider.endpoint(client.protocol(), candidate, request.streamed());
        return endpoint == null
                ? translated
                : client.verbatim(request, candidate, endpoint, translated);
    }

    /// Where a candidate takes as it is what is no chat; null when it does not.
    ///
    /// @param path behind OpenAI's `/v1`
    public Endpoint passThrough(String path, Candidate candidate) {
        var provider = providers.get(candidate.provider().entry().dialect());
        return provider == null ? null : provider.passThrough(path, candidate);
    }

    /// What a candidate's provider speaks.
    public ProviderDialect speaking(Candidate candidate) {
        var dialect = candidate.provider().entry().dialect();
        var provider = providers.get(dialect);
        if (provider == null) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "model",
                            "The provider '"
                                    + candidate.provider().name()
                                    + "' speaks a dialect that this proxy does not."));
        }
        return provider;
    }
}
