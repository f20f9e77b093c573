package io.smoothllm.proxy.spend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.spend.SpendTotal;
import io.smoothllm.proxy.view.TopicView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The newest total of each key and account.
@ApplicationScoped
class SpendView implements TopicView {
    private final Uncounted uncounted;
    private final Map<String, SpendTotal> totals = new ConcurrentHashMap<>();

    SpendView(Uncounted uncounted, MeterRegistry metrics) {
        this.uncounted = uncounted;
        Gauge.builder("smoothllm.spend.scopes", totals, Map::size)
                .description("Keys and accounts whose spend this proxy knows")
                .register(metrics);
    }

    @Override
    public String topic() {
        return Topics.SPEND;
    }

    @Override
    public boolean isNeeded() {
        return false;
    }

    /// Totals change all the time; how long they travel is not how long a change takes.
    ///
    /// @return null
    @Override
    public Instant apply(String key, byte[] value) {
        if (value == null) {
            totals.remove(key);
        } else {
            var total = Wire.read(value, SpendTotal.class);
            totals.merge(key, total, SpendView::newer);
            uncounted.counted(total);
        }
        return null;
    }

    private static SpendTotal newer(SpendTotal one, SpendTotal other) {
        return other.version() > one.version() ? other : one;
    }
}
