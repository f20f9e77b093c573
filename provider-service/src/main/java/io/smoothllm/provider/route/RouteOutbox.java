package io.smoothllm.provider.route;

import io.smoothllm.kit.outbox.OutboxTable;
import io.smoothllm.kit.outbox.Unpublished;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Tells the proxies of routes.
@ApplicationScoped
@Priority(1)
class RouteOutbox implements OutboxTable {
    private static final String LOCK =
            """
            select id from route where version <> published_version
            order by updated_at limit :limit for update skip locked
            """;
    private final RouteRows rows;

    RouteOutbox(RouteRows rows) {
        this.rows = rows;
    }

    @Override
    public String topic() {
        return Topics.CATALOG;
    }

    @Override
    public List<Unpublished> lockUnpublished(int limit) {
        var ids =
                rows.getSession()
                        .createNativeQuery(LOCK, UUID.class)
                        .setParameter("limit", limit)
                        .getResultList();
        return ids.isEmpty()
                ? List.of()
                : rows.list("id in ?1", ids).stream().map(RouteOutbox::toRecord).toList();
    }

    @Override
    public void published(List<Unpublished> sent) {
        for (var record : sent) {
            var row = rows.findById(record.id());
            if (row.deleted) {
                rows.delete(row);
            } else {
                row.publishedVersion = record.version();
            }
        }
    }

    private static Unpublished toRecord(RouteRow row) {
        var entry = row.toEntry();
        return new Unpublished(
                row.id, row.version, entry.topicKey(), row.deleted ? null : Wire.write(entry));
    }
}
