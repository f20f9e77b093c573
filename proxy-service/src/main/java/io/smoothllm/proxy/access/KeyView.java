package io.smoothllm.proxy.access;

import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.key.KeyGrant;
import io.smoothllm.proxy.view.TopicView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Every key there is, by id.
@ApplicationScoped
public class KeyView implements TopicView {
    private final Map<UUID, Caller> keys = new ConcurrentHashMap<>();

    KeyView(MeterRegistry metrics) {
        metrics.gaugeMapSize("smoothllm.keys.known", List.of(), keys);
    }

    @Override
    public String topic() {
        return Topics.KEYS;
    }

    @Override
    public Instant apply(String key, byte[] value) {
        if (value == null) {
            keys.remove(UUID.fromString(key));
            return null;
        }
        var grant = Wire.read(value, KeyGrant.class);
        put(grant);
        return grant.changedAt();
    }

    /// The higher version wins: an answer of keys-service may be newer than the topic, or older.
    Caller put(KeyGrant grant) {
        return keys.merge(
                grant.id(),
                new Caller(grant),
                (known, news) -> news.grant().version() >= known.grant().version() ? news : known);
    }

    /// @return null when the key is not known
    Caller find(UUID id) {
        return keys.get(id);
    }
}
