package io.smoothllm.proxy.door;

import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.upstream.UpstreamCall;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;

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

    private final String provider;
    private final UpstreamCall call;
    private final AnswerStream answer;
    private final HttpServerResponse client;
    private final Outcome outcome;
    private boolean over;

    StreamRelay(
            String provider,
            UpstreamCall call,
            AnswerStream answer,
            HttpServerResponse client,
            Outcome outcome) {
        this.provider = provider;
        this.call = call;
        this.answer = answer;
        this.client = client;
        this.outcome = outcome;
    }

    void start(HttpClientResponse response) {
        call.watchIdle(() -> fail(new Problem.TimedOut(provider)));
        response.handler(bytes -> receive(bytes, response));
        response.exceptionHandler(_ -> fail(new Problem.StreamBroken(provider)));
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
        call.touch();
        if (pass(out -> answer.feed(bytes, out)) && client.writeQueueFull()) {
            response.pause();
        }
    }

    private void end() {
        call.finish();
        if (!over && pass(answer::end)) {
            over = true;
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
        if (out.length() > 0) {
            if (!client.headWritten()) {
                outcome.starting();
            }
            client.write(out);
        }
    }

    /// Said before the call is cancelled, or its closing would be taken for the reason. An answer
    /// that was finished stays so, whatever happens to the connection afterwards.
    private void fail(Problem problem) {
        if (over) {
            return;
        }
        over = true;
        if (answer.finished()) {
            outcome.completed();
        } else {
            outcome.broken(problem);
        }
        call.cancel();
    }
}
