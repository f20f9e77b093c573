package io.smoothllm.proxy.metering;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.proxy.access.Caller;
import io.smoothllm.proxy.journal.CallJournal;
import io.smoothllm.proxy.journal.JournalFullException;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;

/// Opens the books for every admitted call, and closes them.
@ApplicationScoped
public class Ledger {
    private final CallJournal journal;
    private final Metrics metrics;
    private final Counter settled;

    Ledger(CallJournal journal, Metrics metrics, MeterRegistry registry) {
        this.journal = journal;
        this.metrics = metrics;
        this.settled = registry.counter("smoothllm.requests.settled");
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
        var meter = new Meter(this, requestId, caller.grant(), model, streamed);
        return journal.admit(event -> meter.intent(event, first, estimatedInput))
                .map(meter)
                .recover(Ledger::full);
    }

    private static Future<Meter> full(Throwable failure) {
        return Future.failedFuture(
                failure instanceof JournalFullException
                        ? new ProblemException(new Problem.JournalFull())
                        : failure);
    }

    /// @param listed the model is one the provider's operator named
    void settle(UsageRecord usage, boolean listed) {
        journal.settle(usage);
        metrics.settled(usage, listed);
        settled.increment();
    }
}
