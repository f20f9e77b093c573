package io.smoothllm.keys.key;

import io.smoothllm.kit.outbox.OutboxTable;
import io.smoothllm.kit.outbox.Unpublished;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// Publishes what keys grant.
@ApplicationScoped
class KeyOutbox implements OutboxTable {
    private final StoredKeys keys;

    KeyOutbox(StoredKeys keys) {
        this.keys = keys;
    }

    @Override
    public String table() {
        return "virtual_key";
    }

    @Override
    public String topic() {
        return Topics.KEYS;
    }

    @Override
    public List<Unpublished> unpublished(int limit) {
        var now = Instant.now();
        return keys.findUnpublished(limit).stream().map(row -> message(row, now)).toList();
    }

    private static Unpublished message(OwnedKey row, Instant now) {
        var key = row.key();
        var topicKey = key.id.toString();
        return key.deletedAt == null
                ? Unpublished.state(key.id, key.version, topicKey, Wire.write(row.grant(now)))
                : Unpublished.tombstone(key.id, key.version, topicKey);
    }
}
