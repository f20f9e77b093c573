package io.smoothllm.proxy.dialect.gemini;

import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.ProviderDialect;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Consumer;

/// Providers that speak Gemini's `generateContent`.
@ApplicationScoped
class Gemini implements ProviderDialect {
    @Override
    public Dialect dialect() {
        return Dialect.GEMINI;
    }

    @Override
    public Outgoing write(ChatRequest request, Candidate candidate) {
        var entry = candidate.provider().entry();
        var credential = candidate.provider().credential();
        var writer =
                new RequestWriter(
                        request,
                        GeminiModel.named(candidate.model().upstreamName()),
                        entry.compatibility());
        return new Outgoing(
                Address.of(entry.baseUrl(), candidate.model().upstreamName(), request.stream()),
                credential == null ? Map.of() : Map.of("x-goog-api-key", credential),
                writer.write(),
                writer.ignored());
    }

    @Override
    public boolean takes(Part.Media.Remote media) {
        return RemoteFile.isFetchedByGemini(media.url());
    }

    /// Also takes the array of responses that a stream is when the provider does not honour
    /// `alt=sse`.
    @Override
    public void readWhole(Buffer body, Candidate candidate, Consumer<ChatEvent> events) {
        var provider = candidate.provider().name();
        var answer = new AnswerReader(provider);
        answer.read(Json.answer(body.getBytes(), 0, body.length(), provider), events);
        if (!answer.isFinished()) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
        answer.end(events);
    }

    @Override
    public EventReader readStream(Candidate candidate) {
        return new StreamReader(candidate.provider().name());
    }

    @Override
    public Problem.UpstreamProblem readError(
            Candidate candidate, int status, MultiMap headers, Buffer body) {
        return GeminiErrors.read(candidate.provider().name(), status, headers, body);
    }
}
