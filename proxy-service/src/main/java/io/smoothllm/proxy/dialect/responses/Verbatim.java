package io.smoothllm.proxy.dialect.responses;

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
import java.io.IOException;

/// Responses to Responses: the body goes on with another model name; everything else is untouched,
/// both ways.
final class Verbatim implements Conversation {
    private final ResponsesEnvelope request;
    private final Candidate candidate;
    private final Endpoint endpoint;
    private final Translated translated;

    /// @param translated knows how this provider says errors; its answers are in another protocol
    Verbatim(
            ResponsesEnvelope request,
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
        return endpoint.with(Buffer.buffer(request.addressedTo(candidate.model().upstreamName())));
    }

    @Override
    public boolean isStream(String contentType) {
        return translated.isStream(contentType);
    }

    @Override
    public WholeAnswer whole(Buffer body) {
        var tokens = scan(body).tokens();
        return tokens == null
                ? new WholeAnswer(body, null, CountedText.of(body.getBytes(), CountedText.ANSWER))
                : new WholeAnswer(body, tokens);
    }

    @Override
    public WholeAnswer unrolled(Buffer body) {
        var tokens = scan(body).tokens();
        return new WholeAnswer(new Unrolled(body.getBytes()).events(), tokens);
    }

    /// A response that failed is none; another provider may do better.
    private ResponseScan scan(Buffer body) {
        try {
            var response = ResponseScan.of(body.getBytes());
            if (response.error() != null) {
                throw new ProblemException(FailureReader.read(provider(), response.error()));
            }
            if (!response.output()) {
                throw new ProblemException(new Problem.Garbled(provider()));
            }
            return response;
        } catch (IOException e) {
            throw new ProblemException(new Problem.Garbled(provider()));
        }
    }

    @Override
    public AnswerStream stream() {
        return new VerbatimStream(provider(), candidate.provider().credential());
    }

    @Override
    public Problem.UpstreamProblem failure(int status, MultiMap headers, Buffer body) {
        return translated.failure(status, headers, body);
    }

    private String provider() {
        return candidate.provider().name();
    }
}
