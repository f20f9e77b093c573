package io.smoothllm.proxy.door;

import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.Dialects;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.metering.Meter;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.smoothllm.proxy.upstream.Downloads;
import io.smoothllm.proxy.upstream.UpstreamCall;
import io.smoothllm.proxy.upstream.UpstreamClient;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Brings one call to its candidates, one after the other, until one answers, and the answer back.
/// Once the client has its first byte there is no other candidate any more. Settles the call
/// exactly once, whatever happens.
final class Delivery implements StreamRelay.Outcome {
    private static final CharSequence EVENT_STREAM =
            HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
    private static final int BYTES_PER_TOKEN = 4;
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final Exchange exchange;
    private final HttpServerResponse client;
    private final ClientRequest request;
    private final Iterator<Candidate> candidates;
    private final Meter meter;
    private final Dialects dialects;
    private final UpstreamClient upstream;
    private final Downloads downloads;
    private Candidate candidate;
    private Conversation conversation;
    private UpstreamCall call;
    private AnswerStream answer;
    private boolean over;

    Delivery(
            Exchange exchange,
            ClientRequest request,
            List<Candidate> plan,
            Meter meter,
            Dialects dialects,
            UpstreamClient upstream,
            Downloads downloads) {
        this.exchange = exchange;
        this.client = exchange.response();
        this.request = request;
        this.candidates = plan.iterator();
        this.meter = meter;
        this.dialects = dialects;
        this.upstream = upstream;
        this.downloads = downloads;
    }

    void start() {
        client.closeHandler(_ -> clientGone());
        client.exceptionHandler(_ -> clientGone());
        next();
        if (client.closed()) {
            clientGone(); // before anybody listened
        }
    }

    private void next() {
        candidate = candidates.next();
        meter.attempt(candidate);
        call = null;
        answer = null;
        guarded(
                () -> {
                    conversation = dialects.converse(exchange.dialect(), request, candidate);
                    downloads
                            .of(conversation.wanted())
                            .onComplete(files -> guarded(() -> ask(resultOf(files))));
                });
    }

    private void ask(Map<Part.Media.Remote, Part.Media.Inline> files) {
        if (over) {
            return;
        }
        call =
                upstream.call(
                        candidate.provider(),
                        conversation.outgoing(files),
                        exchange.request().headers());
        call.start().onComplete(head -> guarded(() -> answered(resultOf(head))));
    }

    private void answered(HttpClientResponse response) {
        if (over) {
            call.cancel();
        } else if (response.statusCode() >= 400) {
            call.body(response).onComplete(body -> guarded(() -> refused(response, body)));
        } else if (request.streamed() && isStream(response)) {
            answer = conversation.stream();
            new StreamRelay(candidate.provider().name(), call, answer, client, this)
                    .start(response);
        } else {
            call.body(response).onComplete(body -> guarded(() -> whole(resultOf(body))));
        }
    }

    /// An error whose body does not arrive is still an error.
    private void refused(HttpClientResponse response, AsyncResult<Buffer> body) {
        var said = body.succeeded() ? body.result() : Buffer.buffer();
        throw new ProblemException(
                conversation.failure(response.statusCode(), response.headers(), said));
    }

    private boolean isStream(HttpClientResponse response) {
        var type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && conversation.isStream(type);
    }

    private void whole(Buffer body) {
        if (over) {
            return;
        }
        // Some servers answer in one piece what was asked for as a stream.
        var said = request.streamed() ? conversation.unrolled(body) : conversation.whole(body);
        over = true;
        meter.firstToken();
        boolean estimated = said.tokens() == null;
        meter.settle(
                CallStatus.SUCCEEDED,
                200,
                null,
                estimated ? estimate(said.body().length()) : said.tokens(),
                estimated);
        if (request.streamed()) {
            starting();
            client.end(said.body());
        } else {
            describe();
            exchange.json(said.body());
        }
    }

    @Override
    public void starting() {
        describe();
        client.putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .setChunked(true);
    }

    @Override
    public void contentSeen() {
        meter.firstToken();
    }

    @Override
    public void completed() {
        if (over) {
            return;
        }
        over = true;
        settleStream(CallStatus.SUCCEEDED, 200, null);
        client.end();
    }

    /// Before the first byte another candidate may do better; after it, the client is told in the
    /// stream, and never sees what looks like a finish.
    @Override
    public void broken(Problem problem) {
        if (!client.headWritten()) {
            failed(problem);
        } else if (!over) {
            over = true;
            settleStream(CallStatus.STREAM_BROKEN, 200, codeOf(problem));
            client.end(answer.lastWords(withoutCredential(problem), exchange.dialect()));
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            failed(Exchange.problemOf(e));
        }
    }

    private void failed(Problem failure) {
        if (over) {
            return;
        }
        boolean another =
                !(failure instanceof Problem.UpstreamProblem theirs)
                        || theirs.mayBeBetterElsewhere();
        if (another && candidates.hasNext()) {
            next();
            return;
        }
        over = true;
        var problem = withoutCredential(failure);
        meter.settle(
                CallStatus.UPSTREAM_ERROR,
                exchange.dialect().say(problem).status(),
                codeOf(problem),
                TokenCounts.NONE,
                false);
        describe();
        exchange.answer(problem);
    }

    private void clientGone() {
        if (over) {
            return;
        }
        over = true;
        downloads.cancel();
        if (call != null) {
            call.cancel();
        }
        settleStream(CallStatus.CLIENT_GONE, CLIENT_CLOSED_REQUEST, "client_gone");
    }

    /// What the provider counted, or what can be told from the bytes that went by.
    private void settleStream(CallStatus status, int httpStatus, String errorCode) {
        var counted = answer == null ? null : answer.tokens();
        long contentBytes = answer == null ? 0 : answer.contentBytes();
        boolean estimated = counted == null;
        meter.settle(
                status,
                httpStatus,
                errorCode,
                estimated ? estimate(contentBytes) : counted,
                estimated);
    }

    private TokenCounts estimate(long contentBytes) {
        long output = (contentBytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
        return new TokenCounts(request.bytes() / BYTES_PER_TOKEN, 0, 0, output, 0);
    }

    private void describe() {
        client.putHeader("x-smoothllm-provider", candidate.provider().name())
                .putHeader("x-smoothllm-model", candidate.model().upstreamName())
                .putHeader("x-smoothllm-attempts", Integer.toString(meter.attempts()));
    }

    /// Some providers quote what they were sent.
    private Problem withoutCredential(Problem problem) {
        var credential = candidate.provider().credential();
        return credential != null && problem instanceof Problem.Refused refused
                ? refused.without(credential)
                : problem;
    }

    private static String codeOf(Problem problem) {
        return problem instanceof Problem.UpstreamProblem theirs
                ? theirs.label()
                : problem.getClass().getSimpleName();
    }

    private static <T> T resultOf(AsyncResult<T> result) {
        if (result.succeeded()) {
            return result.result();
        }
        throw result.cause() instanceof RuntimeException e
                ? e
                : new IllegalStateException(result.cause());
    }
}
