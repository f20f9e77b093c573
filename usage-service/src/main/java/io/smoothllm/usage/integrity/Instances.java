package io.smoothllm.usage.integrity;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.InstanceReport;
import io.smoothllm.model.usage.UsageRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
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

    private static final String RECEIVE =
            """
            insert into proxy_instance as known (instance, received, interrupted, duplicates)
            values (?, ?::int8multirange, ?::int8multirange, ?)
            on conflict (instance) do update set
                received = known.received + excluded.received,
                interrupted = known.interrupted + excluded.interrupted,
                duplicates = known.duplicates + excluded.duplicates
                    + numbers_in(known.received * excluded.received),
                last_seen = now()
            """;

    private static final String REPORT =
            """
            insert into proxy_instance as known
                (instance, reported_at, admitted, open, oldest_open, closed)
            values (?, ?, ?, ?::int8multirange, ?, ?)
            on conflict (instance) do update set
                reported_at = excluded.reported_at,
                admitted = excluded.admitted,
                open = excluded.open,
                oldest_open = excluded.oldest_open,
                closed = excluded.closed,
                last_seen = now()
            where known.reported_at is null or known.reported_at <= excluded.reported_at
            """;

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
        var byInstance = new TreeMap<UUID, Numbers>();
        for (var call : recorded) {
            var numbers = byInstance.computeIfAbsent(call.eventId().instance(), _ -> new Numbers());
            numbers.add(call.eventId().sequence(), call.status() == CallStatus.INTERRUPTED);
        }
        var touched = new TreeSet<>(byInstance.keySet());
        reports.forEach(report -> touched.add(report.instance()));
        try (var db = database.getConnection()) {
            db.setAutoCommit(false);
            try {
                receive(db, byInstance);
                report(db, reports);
                lookForGaps(db, touched);
                db.commit();
            } catch (SQLException e) {
                db.rollback();
                throw e;
            }
        }
    }

    private static void receive(Connection db, TreeMap<UUID, Numbers> byInstance)
            throws SQLException {
        try (var receive = db.prepareStatement(RECEIVE)) {
            for (var instance : byInstance.entrySet()) {
                receive.setObject(1, instance.getKey());
                receive.setString(2, instance.getValue().all());
                receive.setString(3, instance.getValue().interrupted());
                receive.setLong(4, instance.getValue().repeated());
                receive.addBatch();
            }
            receive.executeBatch();
        }
    }

    private static void report(Connection db, List<InstanceReport> reports) throws SQLException {
        try (var update = db.prepareStatement(REPORT)) {
            for (var report : reports) {
                update.setObject(1, report.instance());
                update.setObject(2, report.at().atOffset(ZoneOffset.UTC));
                update.setLong(3, report.admitted());
                update.setString(4, Numbers.text(report.open()));
                update.setObject(5, atUtc(report));
                update.setBoolean(6, report.closed());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static OffsetDateTime atUtc(InstanceReport report) {
        return report.oldestOpenAt() == null
                ? null
                : report.oldestOpenAt().atOffset(ZoneOffset.UTC);
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
