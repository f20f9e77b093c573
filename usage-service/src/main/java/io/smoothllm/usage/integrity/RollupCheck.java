package io.smoothllm.usage.integrity;

import io.smoothllm.usage.report.Parameters;
import io.smoothllm.usage.sql.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Counts days of the ledger again and compares every sum of the rollups with what it found. Of
/// each day, one snapshot: calls that arrive meanwhile are in the ledger and in the rollups, or in
/// neither.
@ApplicationScoped
class RollupCheck {
    /// @param checkedDays UTC days that were compared
    /// @param droppedDays their calls are gone, so that nothing can be counted again
    /// @param more whether there are more differences than those that are told
    record Comparison(
            boolean consistent,
            int checkedDays,
            List<LocalDate> droppedDays,
            List<RollupDifference> differences,
            boolean more) {}

    static final int MOST_DAYS = 400;

    /// One lost call is some 120: every column at every grain and level.
    static final int MOST_DIFFERENCES = 250;

    /// A day of many millions of calls takes longer than a connection waits otherwise.
    private static final int PATIENCE_MILLIS = 600_000;

    private final DataSource database;

    RollupCheck(DataSource database) {
        this.database = database;
    }

    /// @param from its whole day
    /// @param to exclusive; the whole day of the moment before it
    Comparison compare(Instant from, Instant to) {
        var days = days(from, to);
        int checked = 0;
        var dropped = new ArrayList<LocalDate>();
        var differences = new ArrayList<RollupDifference>();
        try (var db = database.getConnection()) {
            int patience = db.getNetworkTimeout();
            db.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            try {
                db.setAutoCommit(false);
                for (var day : days) {
                    if (differences.size() > MOST_DIFFERENCES) {
                        break;
                    }
                    if (isDropped(db, day)) {
                        dropped.add(day);
                    } else {
                        differences.addAll(differencesOf(db, day));
                        checked++;
                    }
                    db.commit();
                }
            } finally {
                // The pool does not: whoever gets the connection next would wait as long.
                db.setNetworkTimeout(Runnable::run, patience);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The rollups could not be compared", e);
        }
        boolean more = differences.size() > MOST_DIFFERENCES;
        return new Comparison(
                differences.isEmpty(),
                checked,
                dropped,
                more ? differences.subList(0, MOST_DIFFERENCES) : differences,
                more);
    }

    private static List<LocalDate> days(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw Parameters.invalid("from", "must be before to");
        }
        var first = LocalDate.ofInstant(from, ZoneOffset.UTC);
        var last = LocalDate.ofInstant(to.minusNanos(1), ZoneOffset.UTC);
        if (!last.isBefore(first.plusDays(MOST_DAYS))) {
            throw Parameters.invalid("from", "must be at most " + MOST_DAYS + " days before to");
        }
        return first.datesUntil(last.plusDays(1)).toList();
    }

    /// Begins the day's snapshot. The lock comes first: no day is dropped between this and the
    /// counting.
    private static boolean isDropped(Connection db, LocalDate day) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute("set transaction isolation level repeatable read read only");
            statement.execute("lock table only ledger in access share mode");
        }
        return !new Query()
                .add("select 1 from dropped_day where day = ?", day)
                .list(db, row -> row.getInt(1))
                .isEmpty();
    }

    private static List<RollupDifference> differencesOf(Connection db, LocalDate day)
            throws SQLException {
        return RecountedDay.query(day, MOST_DIFFERENCES + 1)
                .list(db, row -> RollupDifference.read(day, row));
    }
}
