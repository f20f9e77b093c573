package io.smoothllm.proxy.door.passthrough;

import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.ProviderDialect;
import io.smoothllm.proxy.dialect.Upload;
import io.smoothllm.proxy.dialect.WholeAnswer;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/// What a client posted, put to one candidate; the answer passes while it comes, whatever it is.
final class Passage implements Conversation {
    /// What is said of an error that comes with a good status and names none itself.
    private static final int BAD_GATEWAY = 502;

    private final Service service;
    private final Posted posted;
    private final Candidate candidate;
    private final Endpoint endpoint;
    private final ProviderDialect dialect;

    Passage(
            Service service,
            Posted posted,
            Candidate candidate,
            Endpoint endpoint,
            ProviderDialect dialect) {
        this.service = service;
        this.posted = posted;
        this.candidate = candidate;
        this.endpoint = endpoint;
        this.dialect = dialect;
    }

    @Override
    public Outgoing outgoing() {
        return posted.to(candidate, endpoint);
    }

    @Override
    public Upload upload() {
        return posted.upload(candidate);
    }

    @Override
    public boolean repeatable() {
        return posted.repeatable();
    }

    @Override
    public AnswerStream passing(MultiMap headers) {
        var provider = candidate.provider().name();
        var type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (is(type, "text/html")) {
            // A page of something in between, never an answer.
            throw new ProblemException(new Problem.Garbled(provider));
        }
        return is(type, "text/event-stream")
                ? new PassedEvents(
                        service,
                        provider,
                        posted.addsUsage(candidate),
                        error -> refusal(headers, error))
                : new PassedBytes(
                        service,
                        provider,
                        service.answersJson() || is(type, "application/json"),
                        error -> refusal(headers, error));
    }

    private static boolean is(String type, String wanted) {
        return type != null && type.regionMatches(true, 0, wanted, 0, wanted.length());
    }

    private Problem refusal(MultiMap headers, Buffer error) {
        return failure(BAD_GATEWAY, headers, error);
    }

    @Override
    public Problem.UpstreamProblem failure(int status, MultiMap headers, Buffer body) {
        return dialect.readError(candidate, status, headers, body);
    }

    @Override
    public boolean isStream(String contentType) {
        return true;
    }

    @Override
    public AnswerStream stream() {
        throw neverGathered();
    }

    @Override
    public WholeAnswer whole(Buffer body) {
        throw neverGathered();
    }

    @Override
    public WholeAnswer unrolled(Buffer body) {
        throw neverGathered();
    }

    private static IllegalStateException neverGathered() {
        return new IllegalStateException("What is passed is passed as it comes");
    }
}
