package io.smoothllm.provider.audit;

import io.smoothllm.kit.outbox.OutboxTable;
import io.smoothllm.kit.outbox.Unpublished;
import io.smoothllm.model.Topics;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Brings entries to keys-service; after the catalog, which proxies wait for.
@ApplicationScoped
@Priority(0)
class AuditOutbox implements OutboxTable {
    /// As long as keys-service may be down without a loss.
    private static final Duration KEPT = Duration.ofDays(30);

    private final DataSource database;

    AuditOutbox(DataSource database) {
        this.database = database;
    }

    @Override
    public String table() {
        return "audit_entry";
    }

    @Override
    public String topic() {
        return Topics.AUDIT;
    }

    @Override
    public Optional<Duration> retention() {
        return Optional.of(KEPT);
    }

    @Override
    public List<Unpublished> unpublished(int limit) {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                """
                                select id, version, entry::text from audit_entry
                                where version <> published_version order by id limit ?
                                """)) {
            select.setInt(1, limit);
            var found = new ArrayList<Unpublished>();
            var rows = select.executeQuery();
            while (rows.next()) {
                var id = rows.getObject("id", UUID.class);
                found.add(
                        Unpublished.message(
                                id,
                                rows.getLong("version"),
                                id.toString(),
                                rows.getString("entry").getBytes(StandardCharsets.UTF_8)));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The audit entries cannot be read", e);
        }
    }
}
