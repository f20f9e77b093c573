package io.smoothllm.proxy.metering;

import io.smoothllm.model.key.KeyGrant;
import io.smoothllm.model.price.Cost;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/// Measures one call, whose row is open from its admission on. An attempt that may be billed and is
/// not the last one settles that row, and the next attempt opens another.
///
/// Used by one event loop only; whoever ends the call first settles it, later endings change
/// nothing.
public final class Meter {
    private final Ledger ledger;
    private final String requestId;
    private final KeyGrant key;
    private final String model;
    private final boolean streamed;
    private final long estimatedInput;
    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final long startedNanos = System.nanoTime();
    private Candidate candidate;
    private int attempts;
    private Long firstTokenMs;

    /// Null while no row is open.
    private EventId row;

    private boolean opening;

    /// How the call ended while its row was still being written; null = it did not.
    private Runnable endedEarly;

    Meter(
            Ledger ledger,
            String requestId,
            KeyGrant key,
            String model,
            boolean streamed,
            Candidate first,
            long estimatedInput) {
        this.ledger = ledger;
        this.requestId = requestId;
        this.key = key;
        this.model = model;
        this.streamed = streamed;
        this.candidate = first;
        this.estimatedInput = estimatedInput;
    }

    /// A candidate is about to be called. After an attempt that was settled, this one gets a row of
    /// its own first.
    ///
    /// @return fails with [Problem.JournalFull]
    public Future<Void> attempt(Candidate next) {
        candidate = next;
        var opened = row == null ? open() : Future.<Void>succeededFuture();
        attempts++;
        return opened;
    }

    Future<Void> open() {
        opening = true;
        return ledger.admit(this::intent).onComplete(_ -> opening = false).map(this::opened);
    }

    private Void opened(EventId event) {
        row = event;
        if (endedEarly != null) {
            endedEarly.run();
        }
        return null;
    }

    /// How many candidates were asked so far.
    public int attempts() {
        return attempts;
    }

    /// The first content was seen.
    public void firstToken() {
        if (firstTokenMs == null) {
            firstTokenMs = elapsedMs();
        }
    }

    /// @param errorCode null on success
    public void settle(CallStatus status, int httpStatus, String errorCode, Used used) {
        if (opening) {
            endedEarly = () -> settle(status, httpStatus, errorCode, used);
        } else if (row != null) {
            var settled =
                    record(
                            row,
                            Math.max(1, attempts),
                            status,
                            httpStatus,
                            errorCode,
                            used,
                            elapsedMs());
            row = null;
            ledger.settle(
                    settled, candidate.provider().entry().models().contains(candidate.model()));
        }
    }

    /// The record that is true if nothing more is heard of the call.
    private UsageRecord intent(EventId event) {
        return record(
                event,
                attempts + 1,
                CallStatus.INTERRUPTED,
                0,
                UsageRecord.INTERRUPTED,
                Used.estimated(new TokenCounts(estimatedInput, 0, 0, 0, 0)),
                0);
    }

    private UsageRecord record(
            EventId event,
            int attempt,
            CallStatus status,
            int httpStatus,
            String errorCode,
            Used used,
            long latencyMs) {
        var cost = Cost.of(status, used.tokens(), candidate.model().prices());
        var provider = candidate.provider().entry();
        return new UsageRecord(
                event,
                requestId,
                attempt,
                key.id(),
                key.name(),
                key.accountId(),
                key.accountName(),
                provider.id(),
                provider.name(),
                provider.dialect(),
                model,
                candidate.model().upstreamName(),
                streamed,
                status,
                httpStatus,
                errorCode,
                startedAt,
                used.tokens(),
                used.estimated(),
                cost.usd(),
                cost.priced(),
                provider.version(),
                latencyMs,
                firstTokenMs,
                key.tags());
    }

    private long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    }
}
