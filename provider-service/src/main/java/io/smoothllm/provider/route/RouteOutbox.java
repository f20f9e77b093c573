package io.smoothllm.provider.route;

import io.smoothllm.kit.outbox.OutboxTable;
import io.smoothllm.kit.outbox.Unpublished;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Tells the proxies of routes.
@ApplicationScoped
@Priority(1)
class RouteOutbox implements OutboxTable {
    private final RouteRows rows;

    RouteOutbox(RouteRows rows) {
        this.rows = rows;
    }

    @Override
    public String table() {
        return "route";
    }

    @Override
    public String topic() {
        return Topics.CATALOG;
    }

    @Override
    public List<Unpublished> unpublished(int limit) {
        return rows.findUnpublished(limit).stream().map(RouteOutbox::toRecord).toList();
    }

    private static Unpublished toRecord(RouteRow row) {
        var entry = row.toEntry();
        return row.deleted
                ? Unpublished.tombstone(row.id, row.version, entry.topicKey())
                : Unpublished.state(row.id, row.version, entry.topicKey(), Wire.write(entry));
    }
}
