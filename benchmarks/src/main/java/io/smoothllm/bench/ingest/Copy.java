package io.smoothllm.bench.ingest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows on their way into a table, in COPY's text form. Nothing in them needs an escape.
final class Copy implements AutoCloseable {
    private static final int FULL = 256 * 1024;

    private final CopyIn target;
    private final StringBuilder lines = new StringBuilder(FULL * 2);

    Copy(Connection db, String tableAndColumns) throws SQLException {
        target =
                db.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + tableAndColumns + " from stdin");
    }

    /// Where the next values go, tabs between them and a line feed behind.
    StringBuilder line() throws SQLException {
        if (lines.length() > FULL && lines.charAt(lines.length() - 1) == '\n') {
            send();
        }
        return lines;
    }

    private void send() throws SQLException {
        var bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        target.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }

    @Override
    public void close() throws SQLException {
        if (target.isActive()) {
            send();
            target.endCopy();
        }
    }
}
