package io.smoothllm.usage.sql;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/// A statement whose parts bring their parameters along.
public final class Query {
    /// Reads one row.
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Takes one row on its way.
    @FunctionalInterface
    public interface Sink<T> {
        void take(T row) throws IOException;
    }

    /// Rows that are in memory at once when a result of any length is passed on.
    private static final int FETCHED = 500;

    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /// A parameter for a `?::type[]`.
    ///
    /// @param values whose text needs no quotes: numbers, times, words
    public static String array(Collection<?> values) {
        return values.stream().map(Object::toString).collect(joining(",", "{", "}"));
    }

    public Query add(String sql, Object... values) {
        text.append(sql).append('\n');
        parameters.addAll(List.of(values));
        return this;
    }

    /// Adds a condition, unless there is no value for it.
    public Query addIfGiven(String sql, Object value) {
        return value == null ? this : add(sql, value);
    }

    public <T> List<T> list(DataSource database, Row<T> row) {
        try (var connection = database.getConnection()) {
            return list(connection, row);
        } catch (SQLException e) {
            throw new IllegalStateException("A report could not be read", e);
        }
    }

    /// Within the caller's transaction.
    public <T> List<T> list(Connection connection, Row<T> row) throws SQLException {
        try (var statement = connection.prepareStatement(text.toString())) {
            bind(statement);
            var rows = new ArrayList<T>();
            try (var results = statement.executeQuery()) {
                while (results.next()) {
                    rows.add(row.read(results));
                }
            }
            return rows;
        }
    }

    /// Passes the rows on as they come, however many there are.
    public <T> void stream(DataSource database, Interruption interruption, Row<T> row, Sink<T> sink)
            throws IOException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(text.toString())) {
            // Within a transaction the driver keeps a cursor; outside, it reads all at once.
            connection.setAutoCommit(false);
            statement.setFetchSize(FETCHED);
            bind(statement);
            interruption.begin(connection);
            try (var results = statement.executeQuery()) {
                while (results.next()) {
                    sink.take(row.read(results));
                }
            } finally {
                interruption.end();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A report could not be read", e);
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, asJdbc(parameters.get(i)));
        }
    }

    private static Object asJdbc(Object value) {
        return switch (value) {
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case Enum<?> name -> name.name();
            case String text -> Text.storable(text);
            default -> value;
        };
    }
}
