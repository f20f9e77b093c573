package io.smoothllm.proxy.upstream;

import io.netty.handler.codec.DecoderException;
import io.smoothllm.model.catalog.Timeouts;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Upload;
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
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// One attempt at one provider, with its deadlines. Used by one event loop only. However it ends,
/// [#cancel] leaves nothing open and may be called at any time.
public final class UpstreamCall {
    private static final long LARGEST_FAILURE = 1024 * 1024;

    private final Vertx vertx;
    private final UpstreamClient client;
    private final Timeouts timeouts;
    private final Provider provider;
    private final Outgoing outgoing;
    private final Upload upload;
    private final boolean repeatable;
    private final MultiMap headers;
    private final long maxAnswer;
    private final Promise<HttpClientResponse> answered = Promise.promise();
    private HttpClientRequest request;
    private long timer = -1;
    private long lastRead;
    private boolean uploading;
    private boolean sent;
    private long received;
    private boolean over;

    UpstreamCall(
            Vertx vertx,
            UpstreamClient client,
            Provider provider,
            Outgoing outgoing,
            Upload upload,
            MultiMap headers,
            long maxAnswer) {
        this.vertx = vertx;
        this.client = client;
        this.timeouts = provider.entry().timeouts();
        this.provider = provider;
        this.outgoing = outgoing;
        this.upload = upload;
        this.repeatable = upload == null || upload.repeatable();
        this.headers = headers;
        this.maxAnswer = maxAnswer;
    }

    /// Sends the request.
    ///
    /// @return the answer's head, its body paused; fails with a [ProblemException] that holds a
    ///     [Problem.UpstreamProblem]
    public Future<HttpClientResponse> start() {
        awaitFirstByte(timeouts.connect());
        attempt(repeatable);
        return answered.future();
    }

    private void awaitFirstByte(Duration andBefore) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(andBefore.plus(timeouts.firstByte()).toMillis(), _ -> timedOut());
    }

    private void attempt(boolean mayRetryStale) {
        // The second attempt has a connection of its own: all those in the pool may be stale.
        client.connect(provider, outgoing, repeatable && mayRetryStale, headers)
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
        var sending = upload == null ? inOnePiece(connected) : upload(connected);
        sending.onComplete(
                sent -> {
                    if (sent.succeeded()) {
                        sent.result().pause();
                        sent.result().exceptionHandler(_ -> {}); // nobody listens yet
                        answered.tryComplete(sent.result());
                    } else if (reused && mayRetryStale && !over && isClosed(sent.cause())) {
                        attempt(false);
                    } else {
                        fail(unreachable(sent.cause()));
                    }
                });
    }

    /// An idle connection that the other side gave up ends in order, or with a reset.
    private static boolean isClosed(Throwable failure) {
        return failure instanceof HttpClosedException || failure instanceof IOException;
    }

    private Future<HttpClientResponse> inOnePiece(HttpClientRequest connected) {
        connected.end(outgoing.body()).onSuccess(_ -> sent = true);
        return connected.response();
    }

    /// Some providers answer before they have read all of it.
    private Future<HttpClientResponse> upload(HttpClientRequest connected) {
        connected.setChunked(!connected.headers().contains(HttpHeaders.CONTENT_LENGTH));
        connected.exceptionHandler(_ -> {}); // the answer's future has it, too
        uploading = true;
        watchUpload(connected, 0);
        upload.writeTo(connected)
                .onSuccess(
                        _ -> {
                            if (over) {
                                return;
                            }
                            uploading = false;
                            connected.end().onSuccess(_ -> sent = true);
                            if (!answered.future().isComplete()) {
                                awaitFirstByte(Duration.ZERO);
                            }
                        })
                .onFailure(
                        failure ->
                                fail(
                                        failure instanceof ProblemException expected
                                                ? expected.problem()
                                                : unreachable(failure)));
        return connected.response();
    }

    /// The deadline for a body that is sent: of a provider that takes nothing for as long as it may
    /// be idle. A client that sends nothing has a deadline elsewhere.
    private void watchUpload(HttpClientRequest connected, long before) {
        long now = upload.written();
        if (now > before || !connected.writeQueueFull()) {
            touch();
        }
        vertx.cancelTimer(timer);
        timer =
                vertx.setTimer(
                        Math.max(1, timeouts.idle().toMillis() / 4),
                        _ -> {
                            if (over || !uploading || answered.future().isComplete()) {
                                return;
                            }
                            if (idleFor().compareTo(timeouts.idle()) >= 0) {
                                timedOut();
                            } else {
                                watchUpload(connected, now);
                            }
                        });
    }

    private Problem.UpstreamProblem unreachable(Throwable cause) {
        return switch (cause) {
            case Destinations.Forbidden _ -> new Problem.AddressForbidden(provider.name());
            // A head that is no HTTP, or larger than anybody needs.
            case DecoderException _ -> new Problem.Garbled(provider.name());
            default -> new Problem.Unreachable(provider.name());
        };
    }

    /// The whole body, within the idle deadline.
    ///
    /// @return fails with [Problem.Garbled] when it is too large, [Problem.StreamBroken] when it
    ///     breaks off, [Problem.TimedOut]
    public Future<Buffer> body(HttpClientResponse response) {
        return body(response, maxAnswer);
    }

    /// The body of an error, as [#body]; nobody has so much to say as for an answer.
    public Future<Buffer> failureBody(HttpClientResponse response) {
        return body(response, Math.min(LARGEST_FAILURE, maxAnswer));
    }

    private Future<Buffer> body(HttpClientResponse response, long limit) {
        var whole = Promise.<Buffer>promise();
        var gathered = Buffer.buffer();
        watchIdle(
                () -> false,
                () -> whole.tryFail(new ProblemException(new Problem.TimedOut(provider.name()))));
        response.handler(
                bytes -> {
                    touch();
                    received += bytes.length();
                    if (gathered.length() + bytes.length() <= limit) {
                        gathered.appendBuffer(bytes);
                    } else {
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

    /// Whether the provider has all of the request, as far as we can tell.
    public boolean isSent() {
        return sent;
    }

    /// Bytes of the answer's body, when it is gathered.
    public long received() {
        return received;
    }

    /// From now on, a provider that is silent for longer than its idle deadline is given up.
    ///
    /// @param excused whether it is somebody else who is slow
    public void watchIdle(BooleanSupplier excused, Runnable givenUp) {
        touch();
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(timeouts.idle().toMillis(), _ -> checkIdle(excused, givenUp));
    }

    /// Something was read.
    public void touch() {
        lastRead = System.nanoTime();
    }

    private void checkIdle(BooleanSupplier excused, Runnable givenUp) {
        if (over) {
            return;
        }
        if (excused.getAsBoolean()) {
            touch();
        }
        var left = timeouts.idle().minus(idleFor());
        if (left.isPositive()) {
            timer = vertx.setTimer(Math.max(1, left.toMillis()), _ -> checkIdle(excused, givenUp));
        } else {
            giveUp(givenUp);
        }
    }

    private Duration idleFor() {
        return Duration.ofNanos(System.nanoTime() - lastRead);
    }

    private void timedOut() {
        fail(new Problem.TimedOut(provider.name()));
    }

    private void fail(Problem problem) {
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

    /// The answer was read to its end; the connection goes back to the pool, unless the provider
    /// answered before it had read the request.
    public void finish() {
        over = true;
        vertx.cancelTimer(timer);
        if (uploading) {
            reset();
        }
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
