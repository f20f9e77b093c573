package io.smoothllm.usage.integrity;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.InstanceReport;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.sql.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;

/// Notes which calls of which instance are in the ledger, and what the instances report. Noting the
/// same twice changes nothing but the count of duplicates, so it need not share the ledger's
/// transaction. For the one thread that reads the topic.
@ApplicationScoped
public class Instances {
    private static final long WATCH_NANOS = 5_000_000_000L;

    private record Received(UUID instance, Numbers numbers) {}

    private static final Columns<Received> RECEIVED =
            new Columns<Received>()
                    .add("instance", "uuid", Received::instance)
                    .add("received", "int8multirange", it -> it.numbers.all())
                    .add("interrupted", "int8multirange", it -> it.numbers.interrupted())
                    .add("duplicates", "int8", it -> it.numbers.repeated());

    private static final Columns<InstanceReport> REPORTED =
            new Columns<InstanceReport>()
                    .add("instance", "uuid", InstanceReport::instance)
                    .add("reported_at", "timestamptz", InstanceReport::at)
                    .add("admitted", "int8", InstanceReport::admitted)
                    .add("open", "int8multirange", report -> Numbers.text(report.open()))
                    .add("oldest_open", "timestamptz", InstanceReport::oldestOpenAt)
                    .add("closed", "bool", InstanceReport::closed);

    private static final String RECEIVE =
            """
            insert into proxy_instance as known (%s)
            select %s
            on conflict (instance) do update set
                received = known.received + excluded.received,
                interrupted = known.interrupted + excluded.interrupted,
                duplicates = known.duplicates + excluded.duplicates
                    + numbers_in(known.received * excluded.received),
                last_seen = now()
            """
                    .formatted(RECEIVED.names(), RECEIVED.values());

    private static final String REPORT =
            """
            insert into proxy_instance as known (%s)
            select %s
            on conflict (instance) do update set
                reported_at = excluded.reported_at,
                admitted = excluded.admitted,
                open = excluded.open,
                oldest_open = excluded.oldest_open,
                closed = excluded.closed,
                last_seen = now()
            where known.reported_at is null or known.reported_at <= excluded.reported_at
            """
                    .formatted(REPORTED.names(), REPORTED.values());

    private static final String LOOK_FOR_GAPS =
            """
            update proxy_instance set gap_since = case
                when isempty(missing_numbers(admitted, received, open)) then null
                else coalesce(gap_since, now()) end
            where instance = any (?)
            """;

    private static final String GAPS =
            """
            select coalesce(sum(numbers_in(missing_numbers(admitted, received, open))), 0),
                coalesce(extract(epoch from now() - min(gap_since)), 0)
            from proxy_instance where gap_since is not null
            """;

    private final DataSource database;
    private long watched = System.nanoTime() - WATCH_NANOS;
    private volatile double gaps;
    private volatile double oldestGapSeconds;

    public Instances(DataSource database, MeterRegistry metrics) {
        this.database = database;
        Gauge.builder("smoothllm.integrity.gaps", () -> gaps)
                .description("Calls that were admitted, are not open, and are not in the ledger")
                .register(metrics);
        Gauge.builder("smoothllm.integrity.oldest.gap", () -> oldestGapSeconds)
                .baseUnit("seconds")
                .description("How long the oldest gap is there")
                .register(metrics);
    }

    /// @param recorded calls that are in the ledger
    /// @param reports that came with them; of one instance, behind its calls
    public void note(Collection<UsageRecord> recorded, List<InstanceReport> reports)
            throws SQLException {
        var numbers = new TreeMap<UUID, Numbers>();
        for (var call : recorded) {
            numbers.computeIfAbsent(call.eventId().instance(), _ -> new Numbers())
                    .add(call.eventId().sequence(), call.status() == CallStatus.INTERRUPTED);
        }
        var latest = new TreeMap<UUID, InstanceReport>();
        for (var report : reports) {
            latest.merge(report.instance(), report, (a, b) -> b.at().isBefore(a.at()) ? a : b);
        }
        var touched = new TreeSet<>(numbers.keySet());
        touched.addAll(latest.keySet());
        try (var db = database.getConnection()) {
            db.setAutoCommit(false);
            try {
                write(db, RECEIVE, RECEIVED, received(numbers));
                write(db, REPORT, REPORTED, List.copyOf(latest.values()));
                lookForGaps(db, touched);
                db.commit();
            } catch (SQLException e) {
                db.rollback();
                throw e;
            }
        }
    }

    private static List<Received> received(Map<UUID, Numbers> numbers) {
        return numbers.entrySet().stream()
                .map(one -> new Received(one.getKey(), one.getValue()))
                .toList();
    }

    private static <T> void write(Connection db, String sql, Columns<T> columns, List<T> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (var statement = db.prepareStatement(sql)) {
            columns.bind(statement, rows);
            statement.executeUpdate();
        }
    }

    private static void lookForGaps(Connection db, Collection<UUID> instances) throws SQLException {
        try (var look = db.prepareStatement(LOOK_FOR_GAPS)) {
            look.setArray(1, db.createArrayOf("uuid", instances.toArray()));
            look.executeUpdate();
        }
    }

    /// Keeps the metrics fresh; cheap to be called often.
    public void watch() throws SQLException {
        if (System.nanoTime() - watched < WATCH_NANOS) {
            return;
        }
        watched = System.nanoTime();
        try (var db = database.getConnection();
                var query = db.prepareStatement(GAPS);
                var row = query.executeQuery()) {
            row.next();
            gaps = row.getDouble(1);
            oldestGapSeconds = row.getDouble(2);
        }
    }
}
