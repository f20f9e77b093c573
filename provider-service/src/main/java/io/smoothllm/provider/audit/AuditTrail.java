package io.smoothllm.provider.audit;

import io.smoothllm.kit.audit.AuditScribe;
import io.smoothllm.kit.outbox.RowChanged;
import io.smoothllm.model.Wire;
import io.smoothllm.model.audit.AuditTarget;
import io.smoothllm.model.audit.FieldChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/// Takes down who did what, in the transaction at hand.
@ApplicationScoped
public class AuditTrail {
    private final AuditScribe scribe;
    private final DataSource database;
    private final Event<RowChanged> added;

    AuditTrail(AuditScribe scribe, DataSource database, Event<RowChanged> added) {
        this.scribe = scribe;
        this.database = database;
        this.added = added;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void done(String action, AuditTarget target, List<FieldChange> changes) {
        var entry = scribe.done(action, target, changes);
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement(
                                "insert into audit_entry (id, entry) values (?, ?::jsonb)")) {
            insert.setObject(1, entry.id());
            insert.setString(2, new String(Wire.write(entry), StandardCharsets.UTF_8));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The audit log cannot be written", e);
        }
        added.fire(new RowChanged());
    }
}
