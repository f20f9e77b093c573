package io.smoothllm.testing.simulator;

import io.smoothllm.model.usage.TokenCounts;
import java.time.Instant;
import java.util.Map;

/// A request while it lasts; written by the event loop, read by anyone.
final class Recording {
    private final long index;
    private final Instant time = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final String dialect;
    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final String scheme;
    private final boolean xApiKeyPresent;
    private final String keySha256;

    private String model = "";
    private byte[] body;
    private int status;
    private TokenCounts tokens = TokenCounts.NONE;
    private Outcome outcome = Outcome.OPEN;
    private Long firstByteMs;
    private Long endedMs;

    Recording(long index, String dialect, String method, String path, Caller caller) {
        this.index = index;
        this.dialect = dialect;
        this.method = method;
        this.path = path;
        this.headers = caller.headers();
        this.scheme = caller.scheme();
        this.xApiKeyPresent = caller.xApiKeyPresent();
        this.keySha256 = caller.keySha256();
    }

    long index() {
        return index;
    }

    long elapsedMs() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    synchronized void asked(String model, byte[] body) {
        this.model = model;
        this.body = body;
    }

    synchronized void forgetBody() {
        body = null;
    }

    synchronized int bodySize() {
        return body == null ? 0 : body.length;
    }

    synchronized void answering(int status) {
        this.status = status;
        this.firstByteMs = elapsedMs();
    }

    synchronized void served(TokenCounts soFar) {
        tokens = soFar;
    }

    /// The first end counts.
    synchronized void ended(Outcome how) {
        if (outcome == Outcome.OPEN) {
            outcome = how;
            endedMs = elapsedMs();
        }
    }

    /// The client went while the last bytes were on their way.
    synchronized void neverArrived() {
        outcome = Outcome.CLIENT_GONE;
    }

    synchronized LedgerEntry entry() {
        return new LedgerEntry(
                index,
                time,
                dialect,
                method,
                path,
                model,
                headers,
                scheme,
                xApiKeyPresent,
                keySha256,
                body,
                status,
                tokens,
                outcome,
                firstByteMs,
                endedMs);
    }
}
