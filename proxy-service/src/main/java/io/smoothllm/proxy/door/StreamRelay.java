package io.smoothllm.proxy.door;

import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.sse.SseEvent;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Provider;
import io.smoothllm.proxy.upstream.UpstreamCall;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/// Passes one provider's stream on to the client, no faster than the client reads. Ends once, with
/// one word to its [Outcome].
final class StreamRelay {
    /// What becomes of the stream. One of the two ends is called, once.
    interface Outcome {
        /// The first bytes are about to be sent; headers can still be set.
        void starting();

        void contentSeen();

        /// The answer was whole; everything was sent but the end.
        void completed();

        /// Whether bytes were sent before, the client's response tells.
        void broken(Problem problem);
    }

    private static final int MOST_HELD = 4096;

    private final Provider provider;
    private final UpstreamCall call;
    private final AnswerStream answer;
    private final HttpServerResponse client;
    private final KeepAlive keepAlive;
    private final CommentScan comments = new CommentScan();
    private final Outcome outcome;
    private Buffer held;
    private final long begun = System.nanoTime();
    private long lastEvent = begun;
    private boolean over;

    StreamRelay(
            Provider provider,
            UpstreamCall call,
            AnswerStream answer,
            Exchange exchange,
            Outcome outcome) {
        this.provider = provider;
        this.call = call;
        this.answer = answer;
        this.client = exchange.response();
        this.keepAlive = exchange.keepAlive();
        this.outcome = outcome;
    }

    void start(HttpClientResponse response) {
        call.watchIdle(client::writeQueueFull, () -> fail(new Problem.TimedOut(provider.name())));
        response.handler(bytes -> receive(bytes, response));
        response.exceptionHandler(_ -> fail(new Problem.StreamBroken(provider.name())));
        response.endHandler(_ -> end());
        client.drainHandler(
                _ -> {
                    call.touch();
                    response.resume();
                });
        response.resume();
    }

    private void receive(Buffer bytes, HttpClientResponse response) {
        if (over) {
            return;
        }
        touch(bytes);
        if (pass(out -> answer.feed(bytes, out)) && client.writeQueueFull()) {
            response.pause();
        }
    }

    /// A provider that only sends comments is busy, but does not answer: it gets as long as for the
    /// first byte.
    private void touch(Buffer bytes) {
        if (!answer.isEvents() || !comments.saysNothing(bytes)) {
            lastEvent = System.nanoTime();
        }
        if (quiet().compareTo(provider.entry().timeouts().firstByte()) < 0) {
            call.touch();
        }
    }

    private Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - lastEvent);
    }

    private void end() {
        call.finish();
        if (!over && pass(answer::end)) {
            finish();
            outcome.completed();
        }
    }

    private interface Step {
        void writeTo(Buffer out);
    }

    /// Sends what a step gives, also when it fails half way. Returns whether it went well.
    private boolean pass(Step step) {
        var out = Buffer.buffer();
        try {
            step.writeTo(out);
            send(out);
            return true;
        } catch (RuntimeException e) {
            send(out);
            fail(Exchange.problemOf(e));
            return false;
        }
    }

    private void send(Buffer out) {
        if (answer.hasContent()) {
            outcome.contentSeen();
        }
        if (out.length() == 0) {
            return;
        }
        if (!client.headWritten()) {
            if (answer.isEvents() && !hasEvent(out) && isEarly()) {
                hold(out);
                return;
            }
            outcome.starting();
        }
        client.write(held == null ? out : held.appendBuffer(out));
        held = null;
        if (answer.isEvents()) {
            keepAlive.spoke();
        }
    }

    private static boolean hasEvent(Buffer out) {
        return SseEvent.parse(out.getBytes(), 0, out.length()).hasData();
    }

    private boolean isEarly() {
        return Duration.ofNanos(System.nanoTime() - begun).compareTo(keepAlive.every()) < 0;
    }

    /// Comments alone do not begin an answer: as long as nothing was sent, the provider may still
    /// fail, and another do better. A client that waits for long is given them.
    private void hold(Buffer commentsOnly) {
        held = held == null ? Buffer.buffer() : held;
        if (held.length() + commentsOnly.length() <= MOST_HELD) {
            held.appendBuffer(commentsOnly);
        }
    }

    /// Said before the call is cancelled, or its closing would be taken for the reason. An answer
    /// that was finished stays so, whatever happens to the connection afterwards.
    private void fail(Problem problem) {
        if (over) {
            return;
        }
        finish();
        if (answer.finished()) {
            outcome.completed();
        } else {
            outcome.broken(problem);
        }
        call.cancel();
    }

    /// The client is gone; nobody is told how it ended.
    void abandon() {
        finish();
    }

    private void finish() {
        over = true;
        keepAlive.stop();
    }
}
