package io.smoothllm.provider.provider;

import io.smoothllm.kit.outbox.OutboxTable;
import io.smoothllm.kit.outbox.Unpublished;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Tells the proxies of providers; before routes, so that a route never names one they lack.
@ApplicationScoped
@Priority(2)
class ProviderOutbox implements OutboxTable {
    private final ProviderRows rows;

    ProviderOutbox(ProviderRows rows) {
        this.rows = rows;
    }

    @Override
    public String table() {
        return "provider";
    }

    @Override
    public String topic() {
        return Topics.CATALOG;
    }

    @Override
    public List<Unpublished> unpublished(int limit) {
        return rows.findUnpublished(limit).stream().map(ProviderOutbox::toRecord).toList();
    }

    private static Unpublished toRecord(ProviderRow row) {
        var entry = row.toEntry();
        return row.deleted
                ? Unpublished.tombstone(row.id, row.version, entry.topicKey())
                : Unpublished.state(row.id, row.version, entry.topicKey(), Wire.write(entry));
    }
}
