package io.smoothllm.keys.key;

import io.smoothllm.keys.turn.Turn;
import io.smoothllm.kit.outbox.OutboxTable;
import io.smoothllm.kit.outbox.Unpublished;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.hibernate.Session;

/// Publishes what keys grant. One replica at a time does so, instead of locking the rows: they
/// would be locked as long as a broker that is down takes to say so, and nobody could revoke them
/// meanwhile.
@ApplicationScoped
class KeyOutbox implements OutboxTable {
    private final StoredKeys keys;

    KeyOutbox(StoredKeys keys) {
        this.keys = keys;
    }

    @Override
    public String topic() {
        return Topics.KEYS;
    }

    /// Waits for its turn, which lasts until the end of the transaction.
    @Override
    public List<Unpublished> lockUnpublished(int limit) {
        Turn.PUBLISHING_KEYS.await(keys.getEntityManager());
        var now = Instant.now();
        return keys.findUnpublished(limit).stream().map(row -> message(row, now)).toList();
    }

    @Override
    public void published(List<Unpublished> rows) {
        if (!rows.isEmpty()) {
            keys.getEntityManager().unwrap(Session.class).doWork(db -> mark(rows, db));
        }
    }

    private static Unpublished message(OwnedKey row, Instant now) {
        var key = row.key();
        return new Unpublished(
                key.id,
                key.version,
                key.id.toString(),
                key.deletedAt == null ? Wire.write(row.grant(now)) : null);
    }

    /// A row that was changed since it was read stays unpublished. Deleted ones have done their
    /// duty.
    private static void mark(List<Unpublished> rows, Connection db) throws SQLException {
        var sorted = rows.stream().sorted(Comparator.comparing(Unpublished::id)).toList();
        var ids = db.createArrayOf("uuid", sorted.stream().map(Unpublished::id).toArray());
        var versions =
                db.createArrayOf("bigint", sorted.stream().map(Unpublished::version).toArray());
        try (var lock =
                        db.prepareStatement(
                                "select 1 from virtual_key where id = any(?) order by id for update");
                var mark =
                        db.prepareStatement(
                                """
                                update virtual_key k set published_version = p.version
                                from unnest(?, ?) as p(id, version) where k.id = p.id
                                """);
                var remove =
                        db.prepareStatement(
                                """
                                delete from virtual_key where id = any(?)
                                  and deleted_at is not null and version = published_version
                                """)) {
            lock.setArray(1, ids);
            lock.executeQuery().close();
            mark.setArray(1, ids);
            mark.setArray(2, versions);
            mark.executeUpdate();
            remove.setArray(1, ids);
            remove.executeUpdate();
        }
    }
}
