package io.smoothllm.keys.audit;

import io.smoothllm.model.Wire;
import io.smoothllm.model.audit.AuditActor;
import io.smoothllm.model.audit.AuditEntry;
import io.smoothllm.model.audit.AuditTarget;
import io.smoothllm.model.audit.FieldChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// The table of entries. They are written once and never changed, so there is no entity.
@ApplicationScoped
class AuditRows {
    private static final String ADD =
            """
            insert into audit_entry (id, at, actor_kind, actor_id, actor_name, action,
                target_kind, target_id, target_name, outcome, address, user_agent, changes)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            on conflict (id) do nothing
            """;

    private static final String FORGET =
            """
            delete from audit_entry
            where id in (select id from audit_entry where at < ? order by at limit ?)
            """;

    private final DataSource database;

    AuditRows(DataSource database) {
        this.database = database;
    }

    /// In the caller's transaction. An entry that is there already stays as it is.
    void add(AuditEntry entry) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(ADD)) {
            bind(insert, entry);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The audit log cannot be written", e);
        }
    }

    List<AuditEntry> find(AuditFilter filter) {
        var where = filter.where();
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                "select * from audit_entry where "
                                        + where.text()
                                        + " order by id desc limit ?")) {
            int next = 1;
            for (var parameter : where.parameters()) {
                select.setObject(next++, parameter);
            }
            select.setInt(next, filter.page().size() + 1);
            var found = new ArrayList<AuditEntry>();
            var rows = select.executeQuery();
            while (rows.next()) {
                found.add(read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The audit log cannot be read", e);
        }
    }

    /// @return how many, at most `limit`
    int forget(Instant before, int limit) {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement(FORGET)) {
            delete.setObject(1, before.atOffset(ZoneOffset.UTC));
            delete.setInt(2, limit);
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The audit log cannot be shortened", e);
        }
    }

    private static void bind(PreparedStatement insert, AuditEntry entry) throws SQLException {
        var actor = entry.actor();
        var target = entry.target();
        insert.setObject(1, entry.id());
        insert.setObject(2, entry.at().atOffset(ZoneOffset.UTC));
        insert.setString(3, actor == null ? null : actor.kind().name());
        insert.setObject(4, actor == null ? null : actor.id());
        insert.setString(5, actor == null ? null : actor.name());
        insert.setString(6, entry.action());
        insert.setString(7, target == null ? null : target.kind());
        insert.setString(8, target == null ? null : target.id());
        insert.setString(9, target == null ? null : target.name());
        insert.setString(10, entry.outcome().name());
        insert.setString(11, entry.address());
        insert.setString(12, entry.userAgent());
        insert.setString(13, new String(Wire.write(entry.changes()), StandardCharsets.UTF_8));
    }

    private static AuditEntry read(ResultSet row) throws SQLException {
        var actorKind = row.getString("actor_kind");
        var targetKind = row.getString("target_kind");
        return new AuditEntry(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                actorKind == null
                        ? null
                        : new AuditActor(
                                AuditActor.Kind.valueOf(actorKind),
                                row.getObject("actor_id", UUID.class),
                                row.getString("actor_name")),
                row.getString("action"),
                targetKind == null
                        ? null
                        : new AuditTarget(
                                targetKind,
                                row.getString("target_id"),
                                row.getString("target_name")),
                AuditEntry.Outcome.valueOf(row.getString("outcome")),
                row.getString("address"),
                row.getString("user_agent"),
                List.of(
                        Wire.read(
                                row.getString("changes").getBytes(StandardCharsets.UTF_8),
                                FieldChange[].class)));
    }
}
