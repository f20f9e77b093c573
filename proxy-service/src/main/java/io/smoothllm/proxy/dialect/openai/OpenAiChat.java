package io.smoothllm.proxy.dialect.openai;

import io.quarkus.arc.All;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.dialect.ClientDialect;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.ProviderDialect;
import io.smoothllm.proxy.dialect.Translated;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Clients that speak OpenAI Chat Completions.
@ApplicationScoped
public class OpenAiChat implements ClientDialect {
    private final Map<Dialect, ProviderDialect> providers = new EnumMap<>(Dialect.class);

    OpenAiChat(@All List<ProviderDialect> providers) {
        providers.forEach(provider -> this.providers.put(provider.dialect(), provider));
    }

    @Override
    public ClientRequest read(byte[] body) {
        return ChatEnvelope.read(body);
    }

    @Override
    public Conversation converse(ClientRequest request, Candidate candidate) {
        var envelope = (ChatEnvelope) request;
        var spoken = candidate.provider().entry().dialect();
        if (spoken == Dialect.OPENAI) {
            return new Verbatim(envelope, candidate);
        }
        var provider = providers.get(spoken);
        if (provider == null) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "model",
                            "The provider '"
                                    + candidate.provider().name()
                                    + "' speaks a dialect that cannot be asked for chat completions yet."));
        }
        return new Translated(
                ChatRequestReader.read(envelope),
                candidate,
                provider,
                new ChatAnswerWriter(candidate.model().upstreamName(), envelope.includeUsage()));
    }

    @Override
    public ErrorReply say(Problem problem) {
        return OpenAiErrors.reply(problem);
    }

    @Override
    public Buffer sayInStream(Problem problem) {
        return OpenAiErrors.inStream(problem);
    }
}
