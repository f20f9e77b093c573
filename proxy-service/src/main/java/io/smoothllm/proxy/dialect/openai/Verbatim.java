package io.smoothllm.proxy.dialect.openai;

import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.CountedText;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Translated;
import io.smoothllm.proxy.dialect.WholeAnswer;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// OpenAI to OpenAI: the body goes on with another model name, and in a stream with a wish for
/// usage; everything else is untouched, both ways, but for what the operator says that this
/// provider does not take.
final class Verbatim implements Conversation {
    private final ChatEnvelope request;
    private final Candidate candidate;
    private final Endpoint endpoint;
    private final Translated translated;

    Verbatim(ChatEnvelope request, Candidate candidate, Endpoint endpoint, Translated translated) {
        this.request = request;
        this.candidate = candidate;
        this.endpoint = endpoint;
        this.translated = translated;
    }

    @Override
    public Outgoing outgoing() {
        return endpoint.with(
                Buffer.buffer(
                        request.addressedTo(candidate.model().upstreamName(), compatibility())));
    }

    @Override
    public boolean isStream(String contentType) {
        return translated.isStream(contentType);
    }

    @Override
    public WholeAnswer whole(Buffer body) {
        var answer = ChatWire.parse(body.getBytes(), 0, body.length(), provider());
        if (ChatWire.isError(answer.path("error"))) {
            throw new ProblemException(UpstreamErrors.inAnswer(provider(), answer.path("error")));
        }
        if (!answer.path("choices").isArray()) {
            throw new ProblemException(new Problem.Garbled(provider()));
        }
        var tokens = Usage.read(answer.path("usage"));
        return tokens == null
                ? new WholeAnswer(body, null, CountedText.of(body.getBytes(), CountedText.ANSWER))
                : new WholeAnswer(body, tokens);
    }

    @Override
    public WholeAnswer unrolled(Buffer body) {
        return translated.unrolled(body);
    }

    @Override
    public AnswerStream stream() {
        return new VerbatimStream(provider(), request.asksForUsage(compatibility()));
    }

    @Override
    public Problem.UpstreamProblem failure(int status, MultiMap headers, Buffer body) {
        return translated.failure(status, headers, body);
    }

    private Compatibility compatibility() {
        return candidate.provider().entry().compatibility();
    }

    private String provider() {
        return candidate.provider().name();
    }
}
