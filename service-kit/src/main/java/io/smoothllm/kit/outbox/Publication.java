package io.smoothllm.kit.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/// The relay's own statements, in the relay's transaction.
@ApplicationScoped
class Publication {
    private final DataSource database;

    Publication(DataSource database) {
        this.database = database;
    }

    /// Waits until no other replica publishes to the topic, and keeps them waiting until the
    /// transaction ends. So states of a row reach the topic in order, without a lock on any row:
    /// those would be held as long as a broker that is down takes to say so, and nobody could
    /// change them meanwhile.
    void takeTurn(String topic) throws SQLException {
        try (var connection = database.getConnection();
                var lock =
                        connection.prepareStatement(
                                "select pg_advisory_xact_lock(hashtextextended('outbox/' || ?, 0))")) {
            lock.setString(1, topic);
            lock.executeQuery().close();
        }
    }

    /// Marks what the broker has, and deletes what was the last of its row. A row that was changed
    /// since it was read stays unpublished.
    ///
    /// @param table one of our own table names, never anybody's input
    void mark(String table, List<Unpublished> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (var connection = database.getConnection()) {
            lock(connection, table, rows);
            try (var update =
                            connection.prepareStatement(
                                    "update " + table + " set published_version = ? where id = ?");
                    var delete =
                            connection.prepareStatement(
                                    "delete from " + table + " where version = ? and id = ?")) {
                for (var row : rows) {
                    add(row.last() ? delete : update, row);
                }
                update.executeBatch();
                delete.executeBatch();
            }
        }
    }

    /// In the order of ids, as everyone does who locks several rows, so that nobody waits in a
    /// circle.
    private static void lock(Connection connection, String table, List<Unpublished> rows)
            throws SQLException {
        var ids = rows.stream().map(Unpublished::id).toArray();
        try (var lock =
                connection.prepareStatement(
                        "select 1 from " + table + " where id = any(?) order by id for update")) {
            lock.setArray(1, connection.createArrayOf("uuid", ids));
            lock.executeQuery().close();
        }
    }

    private static void add(PreparedStatement statement, Unpublished row) throws SQLException {
        statement.setLong(1, row.version());
        statement.setObject(2, row.id());
        statement.addBatch();
    }
}
