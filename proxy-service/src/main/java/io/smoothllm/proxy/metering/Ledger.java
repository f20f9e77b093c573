package io.smoothllm.proxy.metering;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.proxy.access.Caller;
import io.smoothllm.proxy.journal.CallJournal;
import io.smoothllm.proxy.journal.JournalFullException;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.smoothllm.proxy.spend.Uncounted;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/// Opens the books for every admitted call, and closes them.
@ApplicationScoped
public class Ledger {
    private final CallJournal journal;
    private final Metrics metrics;
    private final Uncounted uncounted;
    private final Counter settled;
    private final Counter interrupted;

    Ledger(CallJournal journal, Metrics metrics, Uncounted uncounted, MeterRegistry registry) {
        this.journal = journal;
        this.metrics = metrics;
        this.uncounted = uncounted;
        this.settled = registry.counter("smoothllm.requests.settled");
        this.interrupted = registry.counter("smoothllm.requests.interrupted");
    }

    /// Writes the intent of a call.
    ///
    /// @param first the candidate that is asked first
    /// @param estimatedInput tokens of the request, for the case that nothing more is heard of it
    /// @return fails with [Problem.JournalFull]
    public Future<Meter> open(
            String requestId,
            Caller caller,
            String model,
            boolean streamed,
            Candidate first,
            long estimatedInput) {
        var meter =
                new Meter(this, requestId, caller.grant(), model, streamed, first, estimatedInput);
        return meter.open().map(meter);
    }

    /// @param intent makes the record that is true if nothing more is heard of the call
    /// @return fails with [Problem.JournalFull]
    Future<EventId> admit(Function<EventId, UsageRecord> intent) {
        return journal.admit(intent).recover(Ledger::full);
    }

    private static Future<EventId> full(Throwable failure) {
        return Future.failedFuture(
                failure instanceof JournalFullException
                        ? new ProblemException(new Problem.JournalFull())
                        : failure);
    }

    /// @param listed the model is one the provider's operator named
    void settle(UsageRecord usage, boolean listed) {
        uncounted.settled(usage);
        journal.settle(usage);
        switch (usage.status()) {
            case INTERRUPTED -> interrupted.increment();
            // No provider was asked, so it is no call of any of them.
            case REFUSED -> settled.increment();
            case SUCCEEDED, UPSTREAM_ERROR, STREAM_BROKEN, CLIENT_GONE -> {
                metrics.settled(usage, listed);
                settled.increment();
            }
        }
    }
}
