package io.smoothllm.proxy.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.key.KeyGrant;
import io.smoothllm.proxy.view.TopicView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Every key there is, by id.
@ApplicationScoped
public class KeyView implements TopicView {
    /// Longer than any question to keys-service is open.
    private static final Duration LATE_ANSWERS = Duration.ofMinutes(1);

    private final Map<UUID, Caller> keys = new ConcurrentHashMap<>();

    /// Deleted a moment ago: an answer of keys-service that was under way must not bring one back.
    private final Cache<UUID, Boolean> deleted =
            Caffeine.newBuilder().expireAfterWrite(LATE_ANSWERS).build();

    KeyView(MeterRegistry metrics) {
        metrics.gaugeMapSize("smoothllm.keys.known", List.of(), keys);
    }

    @Override
    public String topic() {
        return Topics.KEYS;
    }

    /// A change that cannot be understood may be one that takes something away, so the key is
    /// forgotten: it is asked for, and refused while the answer cannot be understood either.
    @Override
    public Instant apply(String key, byte[] value) {
        var id = UUID.fromString(key);
        if (value == null) {
            deleted.put(id, true);
            keys.remove(id);
            return null;
        }
        try {
            var grant = Wire.read(value, KeyGrant.class);
            adopt(grant);
            return grant.changedAt();
        } catch (RuntimeException e) {
            keys.remove(id);
            throw e;
        }
    }

    /// Takes a grant in. The higher version wins: an answer of keys-service may be newer than the
    /// topic, or older.
    ///
    /// @return what is known now; null when the key was deleted
    Caller adopt(KeyGrant grant) {
        var news = new Caller(grant);
        return keys.compute(
                grant.id(),
                (id, known) -> {
                    if (deleted.getIfPresent(id) != null) {
                        return null;
                    }
                    return known == null || news.grant().version() >= known.grant().version()
                            ? news
                            : known;
                });
    }

    /// @return null when the key is not known
    Caller find(UUID id) {
        return keys.get(id);
    }
}
