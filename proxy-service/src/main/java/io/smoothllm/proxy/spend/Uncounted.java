package io.smoothllm.proxy.spend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.model.spend.SpendTotal;
import io.smoothllm.model.spend.SpendTotal.Scope;
import io.smoothllm.model.usage.UsageRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Calls of this proxy that cost something and are in no total yet. The age of the oldest is how
// far
/// totals lag behind; it grows while anything between here and usage-service stands still.
@ApplicationScoped
public class Uncounted {
    /// Of one key.
    ///
    /// @param since when the oldest ended, as far as can be told
    /// @param last when the newest did
    private record Calls(Instant since, Instant last) {
        Calls and(Calls later) {
            return new Calls(
                    earlier(since, later.since), later.last.isAfter(last) ? later.last : last);
        }

        /// Null when none is left.
        Calls without(Instant counted) {
            return counted.isBefore(last)
                    ? new Calls(counted.isAfter(since) ? counted : since, last)
                    : null;
        }

        private static Instant earlier(Instant one, Instant other) {
            return other.isBefore(one) ? other : one;
        }
    }

    private final Map<UUID, Calls> byKey = new ConcurrentHashMap<>();

    Uncounted(MeterRegistry metrics) {
        Gauge.builder("smoothllm.spend.lag", this, Uncounted::lag)
                .description("Age of the oldest call whose cost is in no total yet")
                .baseUnit("seconds")
                .register(metrics);
    }

    /// A call ended.
    public void settled(UsageRecord call) {
        if (call.costUsd().usd().signum() != 0) {
            // As usage-service computes it, so that the two can be compared.
            var ended = call.startedAt().plusMillis(call.latencyMs());
            byKey.merge(call.keyId(), new Calls(ended, ended), Calls::and);
        }
    }

    void counted(SpendTotal total) {
        if (total.scope() == Scope.KEY) {
            byKey.computeIfPresent(total.id(), (_, calls) -> calls.without(total.asOf()));
        }
    }

    private double lag() {
        var now = Instant.now();
        return age(byKey.values().stream().map(Calls::since).reduce(now, Calls::earlier), now);
    }

    /// Of one key's calls; 0 when all are counted.
    double lag(UUID key) {
        var now = Instant.now();
        var calls = byKey.get(key);
        return age(calls == null ? now : calls.since, now);
    }

    private static double age(Instant then, Instant now) {
        return Math.max(0, Duration.between(then, now).toNanos() / 1e9);
    }
}
