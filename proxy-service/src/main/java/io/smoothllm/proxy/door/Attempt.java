package io.smoothllm.proxy.door;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.dialect.WholeAnswer;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.smoothllm.proxy.upstream.Downloads;
import io.smoothllm.proxy.upstream.UpstreamCall;
import io.smoothllm.proxy.upstream.UpstreamClient;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// One candidate's turn: the request is put to it, and what it answers is told to the [Outcome].
final class Attempt {
    /// What becomes of it: a whole answer, a stream, or a failure.
    interface Outcome extends StreamRelay.Outcome {
        /// The candidate can be put the request and is about to be called, as soon as the future
        /// says so.
        Future<Void> calling();

        void answered(WholeAnswer said);

        /// Called once at most, and not for a stream that has begun.
        void failed(Problem problem);
    }

    private static final int BAD_GATEWAY = 502;

    private final Candidate candidate;
    private final Exchange exchange;
    private final boolean streamed;
    private final UpstreamClient upstream;
    private final Outcome outcome;
    private Conversation conversation;
    private UpstreamCall call;
    private HttpClientResponse head;
    private AnswerStream answer;
    private StreamRelay relay;
    private boolean over;

    /// @param streamed whether the client wants a stream
    Attempt(
            Candidate candidate,
            Exchange exchange,
            boolean streamed,
            UpstreamClient upstream,
            Outcome outcome) {
        this.candidate = candidate;
        this.exchange = exchange;
        this.streamed = streamed;
        this.upstream = upstream;
        this.outcome = outcome;
    }

    void start(Function<Candidate, Conversation> conversations, Downloads downloads) {
        guarded(
                () -> {
                    conversation = conversations.apply(candidate);
                    downloads
                            .of(conversation.wanted())
                            .onComplete(files -> guarded(() -> prepare(resultOf(files))));
                });
    }

    private void prepare(Map<Part.Media.Remote, Part.Media.Inline> files) {
        if (!over) {
            var outgoing = conversation.outgoing(files);
            outcome.calling().onComplete(noted -> guarded(() -> ask(noted, outgoing)));
        }
    }

    private void ask(AsyncResult<Void> noted, Outgoing outgoing) {
        resultOf(noted);
        if (over) {
            return;
        }
        call =
                upstream.call(
                        candidate.provider(),
                        outgoing,
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
        } else if (!isGood()) {
            throw new ProblemException(neither(response.statusCode()));
        } else if ((answer = answerAsItComes(response)) != null) {
            relay = new StreamRelay(candidate.provider(), call, answer, exchange, outcome);
            relay.start(response);
        } else {
            call.body(response).onComplete(body -> guarded(() -> whole(resultOf(body))));
        }
    }

    private boolean isGood() {
        return head.statusCode() < 300 && head.statusCode() != 204;
    }

    private AnswerStream answerAsItComes(HttpClientResponse response) {
        var passing = conversation.passing(response.headers());
        return passing == null && streamed && isStream(response) ? conversation.stream() : passing;
    }

    private boolean isStream(HttpClientResponse response) {
        var type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && conversation.isStream(type);
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

    private void whole(Buffer body) {
        if (!over) {
            // Some servers answer in one piece what was asked for as a stream.
            outcome.answered(streamed ? conversation.unrolled(body) : conversation.whole(body));
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (!over) {
                outcome.failed(Exchange.problemOf(e));
            }
        }
    }

    /// Ends it; nobody is told.
    void cancel() {
        over = true;
        if (relay != null) {
            relay.abandon();
        }
        if (call != null) {
            call.cancel();
        }
    }

    Candidate candidate() {
        return candidate;
    }

    /// A candidate that could not even be put the request has used nothing up.
    boolean isRepeatable() {
        return conversation == null || conversation.repeatable();
    }

    List<String> ignored() {
        return conversation == null ? List.of() : conversation.ignored();
    }

    /// Of an answer that passes as it comes.
    HttpClientResponse head() {
        return head;
    }

    /// The answer that passes as it comes.
    AnswerStream stream() {
        return answer;
    }

    /// Whether the provider has all it needs to answer, and has not said no.
    boolean isUnderWay() {
        return head == null ? call != null && call.isSent() : isGood();
    }

    /// What the provider counted so far; null when nothing.
    TokenCounts counted() {
        return answer == null ? null : answer.tokens();
    }

    /// What the provider has said so far.
    TextSample content() {
        return answer == null ? TextSample.ofLength(call.received()) : answer.content();
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
