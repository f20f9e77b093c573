package io.smoothllm.usage.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Drops the days of the ledger that are older than they are kept, and forgets the proxies that
/// ended in good order as long ago. One replica at a time.
///
/// A day is detached first, concurrently: neither readers nor writers of other days wait for that,
/// and it waits for neither longer than a moment. What was begun is ended by a later round.
@ApplicationScoped
class Retention {
    /// A table `ledger_20260301`.
    ///
    /// @param attached whether its calls are part of the ledger
    /// @param pending detaching was begun
    private record DayTable(String name, boolean attached, boolean pending) {
        LocalDate day() {
            return LocalDate.parse(
                    name.substring(PREFIX.length()), DateTimeFormatter.BASIC_ISO_DATE);
        }
    }

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private static final String PREFIX = "ledger_";

    /// Clocks of replicas may differ by this much: what one drops, no other still takes.
    private static final Duration SLACK = Duration.ofHours(1);

    private static final String TRY_LOCK =
            "select pg_try_advisory_lock(hashtextextended('ledger/retention', 0))";

    private static final String UNLOCK =
            "select pg_advisory_unlock(hashtextextended('ledger/retention', 0))";

    /// One can be pending at a time, and comes first.
    private static final String DAY_TABLES =
            """
            select c.relname, i.inhrelid is not null, coalesce(i.inhdetachpending, false)
            from pg_class c
            left join pg_inherits i on i.inhrelid = c.oid and i.inhparent = 'ledger'::regclass
            where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
                and c.relname ~ '^ledger_[0-9]{8}$'
            order by i.inhdetachpending desc nulls last, c.relname
            """;

    private static final String FORGET_INSTANCES =
            """
            delete from proxy_instance
            where closed and last_seen < ? and isempty(open)
                and isempty(missing_numbers(admitted, received, open))
            """;

    private final DataSource database;
    private final RetentionConfig config;
    private volatile double oldestDay = Double.NaN;

    Retention(DataSource database, RetentionConfig config, MeterRegistry metrics) {
        this.database = database;
        this.config = config;
        Gauge.builder("smoothllm.ledger.oldest.day.timestamp", () -> oldestDay)
                .baseUnit("seconds")
                .description("When the oldest day begins whose single calls are kept, since 1970")
                .register(metrics);
    }

    /// The oldest start that a call may have, to be recorded still.
    static Instant oldest(Instant now, LedgerConfig ledger, RetentionConfig retention) {
        var oldest = now.minus(ledger.oldest());
        var kept = now.minus(retention.keep());
        return oldest.isAfter(kept) ? oldest : kept;
    }

    /// Drops what is older at that time.
    void apply(Instant now) throws SQLException {
        try (var db = database.getConnection()) {
            if (isTrue(db, TRY_LOCK)) {
                try {
                    dropDays(
                            db,
                            LocalDate.ofInstant(
                                    now.minus(config.keep()).minus(SLACK), ZoneOffset.UTC));
                    forgetInstances(db, now.minus(config.keep()));
                } finally {
                    isTrue(db, UNLOCK);
                }
            }
            var kept = dayTables(db).stream().filter(DayTable::attached).map(DayTable::day);
            oldestDay =
                    kept.min(Comparator.naturalOrder())
                            .map(day -> (double) day.atStartOfDay(ZoneOffset.UTC).toEpochSecond())
                            .orElse(Double.NaN);
        }
    }

    private void dropDays(Connection db, LocalDate firstKept) throws SQLException {
        execute(db, "set lock_timeout = '%d ms'".formatted(config.patience().toMillis()));
        try {
            for (var table : dayTables(db)) {
                if (table.day().isBefore(firstKept)) {
                    drop(db, table);
                }
            }
        } finally {
            execute(db, "reset lock_timeout");
        }
    }

    /// Told first, so that whoever counts again never takes a day without calls for a whole one.
    private static void drop(Connection db, DayTable table) throws SQLException {
        try (var tell =
                db.prepareStatement(
                        "insert into dropped_day (day) values (?) on conflict do nothing")) {
            tell.setObject(1, table.day());
            tell.executeUpdate();
        }
        if (table.attached) {
            execute(
                    db,
                    "alter table ledger detach partition %s %s"
                            .formatted(table.name, table.pending ? "finalize" : "concurrently"));
        }
        execute(db, "drop table " + table.name);
        LOG.infof("Dropped the calls of %s from the ledger", table.day());
    }

    private static void forgetInstances(Connection db, Instant before) throws SQLException {
        try (var delete = db.prepareStatement(FORGET_INSTANCES)) {
            delete.setObject(1, before.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }

    private static List<DayTable> dayTables(Connection db) throws SQLException {
        var tables = new ArrayList<DayTable>();
        try (var query = db.prepareStatement(DAY_TABLES);
                var rows = query.executeQuery()) {
            while (rows.next()) {
                tables.add(new DayTable(rows.getString(1), rows.getBoolean(2), rows.getBoolean(3)));
            }
        }
        return tables;
    }

    private static boolean isTrue(Connection db, String sql) throws SQLException {
        try (var query = db.prepareStatement(sql);
                var row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void execute(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }
}
