package io.smoothllm.usage.ledger;

import jakarta.enterprise.context.Dependent;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// The partitions of the ledger, one per UTC day. For one thread.
@Dependent
class LedgerDays {
    private static final int DAYS_AHEAD = 7;

    private final DataSource database;
    private final Set<LocalDate> made = new HashSet<>();
    private LocalDate aheadSince;

    LedgerDays(DataSource database) {
        this.database = database;
    }

    /// Makes the coming days' partitions, once a day.
    void keepAhead() throws SQLException {
        keepAhead(LocalDate.now(ZoneOffset.UTC));
    }

    void keepAhead(LocalDate today) throws SQLException {
        if (today.equals(aheadSince)) {
            return;
        }
        make(Stream.iterate(today, day -> day.plusDays(1)).limit(DAYS_AHEAD + 1).toList());
        aheadSince = today;
    }

    /// Makes those that are missing.
    void make(Collection<LocalDate> days) throws SQLException {
        var missing = days.stream().filter(day -> !made.contains(day)).distinct().sorted().toList();
        if (missing.isEmpty()) {
            return;
        }
        try (var db = database.getConnection();
                var statement = db.prepareStatement("select make_ledger_day(?)")) {
            for (var day : missing) {
                statement.setObject(1, day);
                statement.execute();
                made.add(day);
            }
        }
    }

    /// Asks the database anew about every day; someone may have dropped one.
    void forget() {
        made.clear();
    }
}
