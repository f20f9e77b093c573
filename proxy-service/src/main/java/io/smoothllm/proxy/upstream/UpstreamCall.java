package io.smoothllm.proxy.upstream;

import io.smoothllm.model.catalog.Timeouts;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Provider;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.time.Duration;

/// One attempt at one provider, with its deadlines. Used by one event loop only. However it ends,
/// [#cancel] leaves nothing open and may be called at any time.
public final class UpstreamCall {
    private final Vertx vertx;
    private final UpstreamClient client;
    private final Timeouts timeouts;
    private final Provider provider;
    private final Outgoing outgoing;
    private final MultiMap clientHeaders;
    private final long maxAnswer;
    private final Promise<HttpClientResponse> answered = Promise.promise();
    private HttpClientRequest request;
    private long timer = -1;
    private long lastRead;
    private boolean over;

    UpstreamCall(
            Vertx vertx,
            UpstreamClient client,
            Timeouts timeouts,
            Provider provider,
            Outgoing outgoing,
            MultiMap clientHeaders,
            long maxAnswer) {
        this.vertx = vertx;
        this.client = client;
        this.timeouts = timeouts;
        this.provider = provider;
        this.outgoing = outgoing;
        this.clientHeaders = clientHeaders;
        this.maxAnswer = maxAnswer;
    }

    /// Sends the request.
    ///
    /// @return the answer's head, its body paused; fails with a [ProblemException] that holds a
    ///     [Problem.UpstreamProblem]
    public Future<HttpClientResponse> start() {
        timer =
                vertx.setTimer(
                        timeouts.connect().plus(timeouts.firstByte()).toMillis(), _ -> timedOut());
        attempt(true);
        return answered.future();
    }

    private void attempt(boolean mayRetryStale) {
        client.connect(provider, outgoing, clientHeaders)
                .onComplete(
                        connected -> {
                            if (connected.failed()) {
                                fail(unreachable(connected.cause()));
                            } else if (over) {
                                connected.result().reset();
                            } else {
                                send(connected.result(), mayRetryStale);
                            }
                        });
    }

    private void send(HttpClientRequest connected, boolean mayRetryStale) {
        request = connected;
        boolean reused = client.isReused(connected.connection());
        connected
                .send(outgoing.body())
                .onComplete(
                        sent -> {
                            if (sent.succeeded()) {
                                sent.result().pause();
                                answered.tryComplete(sent.result());
                            } else if (reused
                                    && mayRetryStale
                                    && !over
                                    && sent.cause() instanceof HttpClosedException) {
                                attempt(false);
                            } else {
                                fail(unreachable(sent.cause()));
                            }
                        });
    }

    private Problem.UpstreamProblem unreachable(Throwable cause) {
        return cause instanceof Destinations.Forbidden
                ? new Problem.AddressForbidden(provider.name())
                : new Problem.Unreachable(provider.name());
    }

    /// The whole body, within the idle deadline.
    ///
    /// @return fails with [Problem.Garbled] when it is too large, [Problem.StreamBroken] when it
    ///     breaks off, [Problem.TimedOut]
    public Future<Buffer> body(HttpClientResponse response) {
        var whole = Promise.<Buffer>promise();
        var gathered = Buffer.buffer();
        watchIdle(() -> whole.tryFail(new ProblemException(new Problem.TimedOut(provider.name()))));
        response.handler(
                bytes -> {
                    touch();
                    gathered.appendBuffer(bytes);
                    if (gathered.length() > maxAnswer) {
                        giveUp(
                                () ->
                                        whole.tryFail(
                                                new ProblemException(
                                                        new Problem.Garbled(provider.name()))));
                    }
                });
        response.exceptionHandler(
                _ ->
                        whole.tryFail(
                                new ProblemException(new Problem.StreamBroken(provider.name()))));
        response.endHandler(
                _ -> {
                    finish();
                    whole.tryComplete(gathered);
                });
        response.resume();
        return whole.future();
    }

    /// From now on, a provider that is silent for longer than its idle deadline is given up.
    public void watchIdle(Runnable givenUp) {
        touch();
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(timeouts.idle().toMillis(), _ -> checkIdle(givenUp));
    }

    /// Something was read, or the client is the one that is slow.
    public void touch() {
        lastRead = System.nanoTime();
    }

    private void checkIdle(Runnable givenUp) {
        if (over) {
            return;
        }
        var left = timeouts.idle().minus(Duration.ofNanos(System.nanoTime() - lastRead));
        if (left.isPositive()) {
            timer = vertx.setTimer(Math.max(1, left.toMillis()), _ -> checkIdle(givenUp));
        } else {
            giveUp(givenUp);
        }
    }

    private void timedOut() {
        fail(new Problem.TimedOut(provider.name()));
    }

    private void fail(Problem.UpstreamProblem problem) {
        giveUp(() -> answered.tryFail(new ProblemException(problem)));
    }

    /// Says why before the connection is closed, or the closing would be taken for the reason.
    private void giveUp(Runnable reason) {
        if (over) {
            return;
        }
        finish();
        reason.run();
        reset();
    }

    /// The answer was read to its end; the connection goes back to the pool.
    public void finish() {
        over = true;
        vertx.cancelTimer(timer);
    }

    /// Gives the call up: the provider sees its connection closed and stops working for nothing.
    public void cancel() {
        if (over) {
            return;
        }
        finish();
        reset();
    }

    private void reset() {
        if (request != null) {
            request.reset();
        }
    }
}
