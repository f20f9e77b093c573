package io.smoothllm.proxy.door;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.Supplier;

/// Tells a client that waits for the next event, and the proxies on its way, that the stream is
/// alive. Begins with the first event: before it the status is not sent. Used by one event loop
/// only.
final class KeepAlive {
    private static final long NONE = -1;

    private final Vertx vertx;
    private final Duration every;
    private final HttpServerResponse client;
    private final Supplier<Buffer> word;
    private long timer = NONE;
    private long lastSpoken;
    private boolean over;

    KeepAlive(Vertx vertx, Duration every, HttpServerResponse client, Supplier<Buffer> word) {
        this.vertx = vertx;
        this.every = every;
        this.client = client;
        this.word = word;
    }

    Duration every() {
        return every;
    }

    /// Whole events were just sent.
    void spoke() {
        lastSpoken = System.nanoTime();
        if (timer == NONE && !over) {
            await(every);
        }
    }

    void stop() {
        over = true;
        vertx.cancelTimer(timer);
    }

    private void await(Duration time) {
        timer = vertx.setTimer(Math.max(1, time.toMillis()), _ -> check());
    }

    private void check() {
        if (over) {
            return;
        }
        var left = every.minus(Duration.ofNanos(System.nanoTime() - lastSpoken));
        if (left.isPositive()) {
            await(left);
            return;
        }
        if (!client.writeQueueFull()) {
            client.write(word.get()); // a client that does not read knows that we are here
        }
        lastSpoken = System.nanoTime();
        await(every);
    }
}
