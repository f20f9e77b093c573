package io.smoothllm.proxy.metering;

import io.smoothllm.model.key.KeyGrant;
import io.smoothllm.model.price.Cost;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.proxy.routing.Candidate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/// Measures one call. Used by one event loop only; whoever ends the call first settles it, later
/// endings change nothing.
public final class Meter {
    private final Ledger ledger;
    private final String requestId;
    private final KeyGrant key;
    private final String model;
    private final boolean streamed;
    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final long startedNanos = System.nanoTime();
    private EventId eventId;
    private Long firstTokenMs;
    private Candidate candidate;
    private int attempts;
    private boolean settled;

    Meter(Ledger ledger, String requestId, KeyGrant key, String model, boolean streamed) {
        this.ledger = ledger;
        this.requestId = requestId;
        this.key = key;
        this.model = model;
        this.streamed = streamed;
    }

    /// A candidate is about to be called.
    public void attempt(Candidate next) {
        candidate = next;
        attempts++;
    }

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
    /// @param estimated the counts are not the provider's
    public void settle(
            CallStatus status,
            int httpStatus,
            String errorCode,
            TokenCounts tokens,
            boolean estimated) {
        if (settled) {
            return;
        }
        settled = true;
        ledger.settle(
                record(status, httpStatus, errorCode, tokens, estimated, elapsedMs()),
                candidate.provider().entry().models().contains(candidate.model()));
    }

    /// The record that is true if nothing more is heard of the call.
    UsageRecord intent(EventId event, Candidate first, long estimatedInput) {
        eventId = event;
        attempt(first);
        var intent =
                record(
                        CallStatus.INTERRUPTED,
                        0,
                        UsageRecord.INTERRUPTED,
                        new TokenCounts(estimatedInput, 0, 0, 0, 0),
                        true,
                        0);
        attempts = 0;
        return intent;
    }

    private UsageRecord record(
            CallStatus status,
            int httpStatus,
            String errorCode,
            TokenCounts tokens,
            boolean estimated,
            long latencyMs) {
        var cost = Cost.of(status, tokens, candidate.model().prices());
        var provider = candidate.provider().entry();
        return new UsageRecord(
                eventId,
                requestId,
                attempts,
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
                tokens,
                estimated,
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
