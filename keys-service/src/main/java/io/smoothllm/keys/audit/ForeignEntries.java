package io.smoothllm.keys.audit;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smoothllm.model.Wire;
import io.smoothllm.model.audit.AuditEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.SQLException;

/// Entries that another service wrote.
@ApplicationScoped
class ForeignEntries {
    enum Outcome {
        KEPT,
        /// It will never be kept, however often it comes.
        UNUSABLE
    }

    private final AuditRows rows;

    ForeignEntries(AuditRows rows) {
        this.rows = rows;
    }

    /// @param message null = an empty one
    /// @throws IllegalStateException when the database cannot take it now
    Outcome take(byte[] message) {
        try {
            var entry = message == null ? null : Wire.read(message, AuditEntry.class);
            if (entry == null) {
                return Outcome.UNUSABLE;
            }
            QuarkusTransaction.requiringNew().run(() -> rows.add(entry));
            return Outcome.KEPT;
        } catch (UncheckedIOException e) {
            return Outcome.UNUSABLE;
        } catch (IllegalStateException e) {
            if (isOfTheEntry(e.getCause())) {
                return Outcome.UNUSABLE;
            }
            throw e;
        }
    }

    /// SQLSTATE classes 22 and 23: the data is at fault, not the database.
    private static boolean isOfTheEntry(Throwable cause) {
        return cause instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23"));
    }
}
