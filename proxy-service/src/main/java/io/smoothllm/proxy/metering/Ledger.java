package io.smoothllm.proxy.metering;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.proxy.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Gives every admitted call its number, and takes its record back.
@ApplicationScoped
public class Ledger {
    private final UUID instance = UuidCreator.getTimeOrderedEpoch();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong open = new AtomicLong();
    private final UsagePublisher publisher;
    private final Metrics metrics;
    private final Counter admitted;
    private final Counter settled;

    Ledger(UsagePublisher publisher, Metrics metrics, MeterRegistry registry) {
        this.publisher = publisher;
        this.metrics = metrics;
        this.admitted = registry.counter("smoothllm.requests.admitted");
        this.settled = registry.counter("smoothllm.requests.settled");
        registry.gauge("smoothllm.requests.open", open);
    }

    public Meter open(String requestId, Caller caller, String model, boolean streamed) {
        admitted.increment();
        open.incrementAndGet();
        return new Meter(
                this,
                new EventId(instance, sequence.incrementAndGet()),
                requestId,
                caller.grant(),
                model,
                streamed);
    }

    /// @param listed the model is one the provider's operator named
    void settle(UsageRecord usage, boolean listed) {
        publisher.publish(usage);
        metrics.settled(usage, listed);
        open.decrementAndGet();
        settled.increment();
    }
}
