package io.smoothllm.proxy.door;

import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.TextSample;
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
import java.util.function.Function;
import java.util.function.Supplier;

/// Brings one call to its candidates, one after the other, until one answers, and the answer back.
/// Once the client has its first byte there is no other candidate any more. Settles the call
/// exactly once, whatever happens.
final class Delivery implements StreamRelay.Outcome {
    private static final int CLIENT_CLOSED_REQUEST = 499;
    private static final int BAD_GATEWAY = 502;

    private final Exchange exchange;
    private final HttpServerResponse client;
    private final ClientRequest request;
    private final Iterator<Candidate> candidates;
    private final Meter meter;
    private final Function<Candidate, Conversation> conversations;
    private final UpstreamClient upstream;
    private final Estimates estimates;
    private final Downloads downloads;
    private Candidate candidate;
    private Conversation conversation;
    private UpstreamCall call;
    private HttpClientResponse head;
    private AnswerStream answer;
    private StreamRelay relay;
    private boolean over;

    /// @param conversations how the request is put to a candidate
    Delivery(
            Exchange exchange,
            ClientRequest request,
            List<Candidate> plan,
            Meter meter,
            Function<Candidate, Conversation> conversations,
            UpstreamClient upstream,
            Estimates estimates,
            Downloads downloads) {
        this.exchange = exchange;
        this.client = exchange.response();
        this.request = request;
        this.candidates = plan.iterator();
        this.meter = meter;
        this.conversations = conversations;
        this.upstream = upstream;
        this.estimates = estimates;
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
        conversation = null;
        call = null;
        answer = null;
        guarded(
                () -> {
                    conversation = conversations.apply(candidate);
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
                        conversation.upload(),
                        exchange.request().headers(),
                        exchange.id());
        call.start().onComplete(head -> guarded(() -> answered(resultOf(head))));
    }

    private void answered(HttpClientResponse response) {
        head = response;
        if (over) {
            call.cancel();
        } else if (response.statusCode() >= 400) {
            call.failureBody(response).onComplete(body -> guarded(() -> refused(response, body)));
        } else if (response.statusCode() >= 300 || response.statusCode() == 204) {
            throw new ProblemException(neither(response.statusCode()));
        } else if ((answer = answerAsItComes(response)) != null) {
            relay = new StreamRelay(candidate.provider(), call, answer, exchange, this);
            relay.start(response);
        } else {
            call.body(response).onComplete(body -> guarded(() -> whole(resultOf(body))));
        }
    }

    private AnswerStream answerAsItComes(HttpClientResponse response) {
        var passing = conversation.passing(response.headers());
        return passing == null && request.streamed() && isStream(response)
                ? conversation.stream()
                : passing;
    }

    /// Redirects are not followed, and nothing is no answer.
    private Problem neither(int status) {
        var provider = candidate.provider().name();
        return new Problem.Refused(
                provider,
                BAD_GATEWAY,
                null,
                null,
                null,
                "The provider '" + provider + "' answered with status " + status + ".",
                null);
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
        meter.firstToken();
        settle(CallStatus.SUCCEEDED, 200, null, said.tokens(), said::content);
        if (request.streamed()) {
            describe();
            AnswerHead.events(client);
            client.end(said.body());
        } else {
            describe();
            exchange.json(said.body());
        }
    }

    @Override
    public void starting() {
        describe();
        if (answer.isEvents()) {
            AnswerHead.events(client);
        } else {
            AnswerHead.like(head, client);
        }
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
        if (!client.headWritten()) {
            starting(); // an answer without a byte in it
        }
        settleStream(CallStatus.SUCCEEDED, client.getStatusCode(), null);
        client.end();
    }

    /// Before the first byte another candidate may do better; after it, the client is told in the
    /// stream, and never sees what looks like a finish.
    @Override
    public void broken(Problem problem) {
        if (!client.headWritten()) {
            failed(problem);
        } else if (!over) {
            settleStream(CallStatus.STREAM_BROKEN, client.getStatusCode(), codeOf(problem));
            if (answer.isEvents()) {
                client.end(
                        answer.lastWords(
                                candidate.provider().redacted(problem), exchange.dialect()));
            } else {
                exchange.cut();
            }
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
        if (call != null) {
            call.cancel();
        }
        boolean another =
                !(failure instanceof Problem.UpstreamProblem theirs)
                        || theirs.mayBeBetterElsewhere();
        if (another && candidates.hasNext() && isRepeatable()) {
            next();
            return;
        }
        var problem = candidate.provider().redacted(failure);
        settle(
                CallStatus.UPSTREAM_ERROR,
                exchange.dialect().say(problem).status(),
                codeOf(problem),
                TokenCounts.NONE,
                TextSample::new);
        describe();
        exchange.answer(problem);
    }

    /// A candidate that could not even be put the request has used nothing up.
    private boolean isRepeatable() {
        return conversation == null || conversation.repeatable();
    }

    private void clientGone() {
        if (over) {
            return;
        }
        downloads.cancel();
        if (relay != null) {
            relay.abandon();
        }
        if (call != null) {
            call.cancel();
        }
        settleStream(CallStatus.CLIENT_GONE, CLIENT_CLOSED_REQUEST, "client_gone");
    }

    private void settleStream(CallStatus status, int httpStatus, String errorCode) {
        settle(
                status,
                httpStatus,
                errorCode,
                answer == null ? null : answer.tokens(),
                answer == null ? TextSample::new : answer::content);
    }

    /// What the provider counted, or what can be told from the text that went by.
    private void settle(
            CallStatus status,
            int httpStatus,
            String errorCode,
            TokenCounts counted,
            Supplier<TextSample> content) {
        over = true;
        var input = counted == null ? request.input() : null;
        boolean estimated = input != null;
        var tokens = estimated ? estimates.of(input, content.get()) : counted;
        meter.settle(
                status,
                httpStatus,
                errorCode,
                tokens == null ? TokenCounts.NONE : tokens,
                estimated);
        request.release();
    }

    private void describe() {
        AnswerHead.describe(
                client,
                candidate,
                meter.attempts(),
                conversation == null ? List.of() : conversation.ignored());
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
