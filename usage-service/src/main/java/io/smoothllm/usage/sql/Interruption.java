package io.smoothllm.usage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/// Ends a query that nobody waits for any more, from another thread.
public final class Interruption {
    private Connection running;
    private boolean interrupted;

    public synchronized void interrupt() throws SQLException {
        interrupted = true;
        if (running != null) {
            // A statement's own cancel() does nothing while rows are fetched.
            running.unwrap(PGConnection.class).cancelQuery();
        }
    }

    synchronized void begin(Connection connection) throws SQLException {
        if (interrupted) {
            throw new SQLException("Interrupted before it began");
        }
        running = connection;
    }

    /// Waits for an interrupt under way, so that it cannot hit the connection's next user.
    synchronized void end() {
        running = null;
    }
}
