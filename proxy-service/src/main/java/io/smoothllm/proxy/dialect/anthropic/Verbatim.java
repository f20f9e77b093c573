package io.smoothllm.proxy.dialect.anthropic;

import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.CountedText;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Translated;
import io.smoothllm.proxy.dialect.WholeAnswer;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// Anthropic to Anthropic: the body goes on with another model name, and the client's version and
/// betas with it; everything else is untouched, both ways.
final class Verbatim implements Conversation {
    private final MessagesEnvelope request;
    private final Candidate candidate;
    private final Endpoint endpoint;
    private final Translated translated;

    Verbatim(
            MessagesEnvelope request,
            Candidate candidate,
            Endpoint endpoint,
            Translated translated) {
        this.request = request;
        this.candidate = candidate;
        this.endpoint = endpoint;
        this.translated = translated;
    }

    @Override
    public Outgoing outgoing() {
        return request.wishes()
                .to(
                        endpoint,
                        candidate.provider().entry().headers(),
                        request.addressedTo(candidate.model().upstreamName()));
    }

    @Override
    public boolean isStream(String contentType) {
        return translated.isStream(contentType);
    }

    @Override
    public WholeAnswer whole(Buffer body) {
        var answer = Json.answer(body.getBytes(), 0, body.length(), provider());
        if (answer.path("error").isObject()) {
            throw new ProblemException(
                    UpstreamErrors.AS_IS.inAnswer(provider(), answer.path("error")));
        }
        if (!answer.path("content").isArray()) {
            throw new ProblemException(new Problem.Garbled(provider()));
        }
        var usage = new UsageCount();
        usage.add(answer.path("usage"));
        return usage.isSaid()
                ? new WholeAnswer(body, usage.tokens())
                : new WholeAnswer(body, null, CountedText.of(body.getBytes(), CountedText.ANSWER));
    }

    @Override
    public WholeAnswer unrolled(Buffer body) {
        return translated.unrolled(body);
    }

    @Override
    public AnswerStream stream() {
        return new VerbatimStream(provider());
    }

    @Override
    public Problem.UpstreamProblem failure(int status, MultiMap headers, Buffer body) {
        return UpstreamErrors.AS_IS.read(provider(), status, headers, body);
    }

    private String provider() {
        return candidate.provider().name();
    }
}
