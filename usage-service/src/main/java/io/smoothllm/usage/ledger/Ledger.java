package io.smoothllm.usage.ledger;

import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.rollup.KnownNames;
import io.smoothllm.usage.rollup.Rollups;
import io.smoothllm.usage.spend.SpendTotals;
import io.smoothllm.usage.sql.Columns;
import jakarta.enterprise.context.Dependent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// Writes calls: each event once, and what was new into the rollups and the totals of what is
/// spent, in one transaction. For one thread.
@Dependent
class Ledger {
    private static final Columns<UsageRecord> COLUMNS =
            new Columns<UsageRecord>()
                    .add("instance", "uuid", call -> call.eventId().instance())
                    .add("sequence", "int8", call -> call.eventId().sequence())
                    .add("request_id", "text", UsageRecord::requestId)
                    .add("attempt", "int4", UsageRecord::attempt)
                    .add("key_id", "uuid", UsageRecord::keyId)
                    .add("key_name", "text", UsageRecord::keyName)
                    .add("account_id", "uuid", UsageRecord::accountId)
                    .add("account_name", "text", UsageRecord::accountName)
                    .add("provider_id", "uuid", UsageRecord::providerId)
                    .add("provider_name", "text", UsageRecord::providerName)
                    .add("dialect", "text", UsageRecord::dialect)
                    .add("model", "text", UsageRecord::model)
                    .add("upstream_model", "text", UsageRecord::upstreamModel)
                    .add("streamed", "bool", UsageRecord::streamed)
                    .add("status", "text", UsageRecord::status)
                    .add("http_status", "int4", UsageRecord::httpStatus)
                    .add("error_code", "text", UsageRecord::errorCode)
                    // PostgreSQL would round nanoseconds; cut off, the same event is the same time.
                    .add(
                            "started_at",
                            "timestamptz",
                            call -> call.startedAt().truncatedTo(ChronoUnit.MICROS))
                    .add("input_tokens", "int8", call -> call.tokens().input())
                    .add("cached_input_tokens", "int8", call -> call.tokens().cachedInput())
                    .add("cache_write_tokens", "int8", call -> call.tokens().cacheWrite())
                    .add("cache_write_hour_tokens", "int8", call -> call.tokens().cacheWriteHour())
                    .add("output_tokens", "int8", call -> call.tokens().output())
                    .add("reasoning_tokens", "int8", call -> call.tokens().reasoning())
                    .add("estimated", "bool", UsageRecord::estimated)
                    .add("cost_usd", "numeric", UsageRecord::costUsd)
                    .add("priced", "bool", UsageRecord::priced)
                    .add("price_version", "int8", UsageRecord::priceVersion)
                    .add("latency_ms", "int8", UsageRecord::latencyMs)
                    .add("first_token_ms", "int8", UsageRecord::firstTokenMs)
                    .add("tags", "text[]", UsageRecord::tags);

    private static final String INSERT =
            """
            insert into ledger (%s)
            select %s
            on conflict do nothing
            returning instance, sequence
            """
                    .formatted(COLUMNS.names(), COLUMNS.values());

    /// As in the primary key, so that two writers of the same events wait for each other but never
    /// deadlock.
    private static final Comparator<UsageRecord> WRITING_ORDER =
            Comparator.comparing(UsageRecord::startedAt)
                    .thenComparing(call -> call.eventId().instance())
                    .thenComparing(call -> call.eventId().sequence());

    private final DataSource database;
    private final LedgerDays days;
    private final Rollups rollups;
    private final KnownNames names;

    Ledger(DataSource database, LedgerDays days, Rollups rollups, KnownNames names) {
        this.database = database;
        this.days = days;
        this.rollups = rollups;
        this.names = names;
    }

    /// All of the calls, or none when this throws.
    ///
    /// @return how many were new
    int record(Collection<UsageRecord> calls) throws SQLException {
        days.make(calls.stream().map(Intake::dayOf).toList());
        try (var db = database.getConnection()) {
            db.setAutoCommit(false);
            try {
                var added = insert(db, calls);
                rollups.add(db, added);
                names.learn(db, added);
                SpendTotals.addCalls(db, added);
                db.commit();
                return added.size();
            } catch (SQLException | RuntimeException e) {
                undo(db, e);
                throw e;
            }
        }
    }

    private void undo(Connection db, Exception cause) {
        rollups.forget();
        names.forget();
        days.forget();
        try {
            db.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static List<UsageRecord> insert(Connection db, Collection<UsageRecord> calls)
            throws SQLException {
        var byEvent = new HashMap<EventId, UsageRecord>();
        calls.forEach(call -> byEvent.putIfAbsent(call.eventId(), call));
        var rows = byEvent.values().stream().sorted(WRITING_ORDER).toList();
        var added = new ArrayList<UsageRecord>(rows.size());
        try (var insert = db.prepareStatement(INSERT)) {
            COLUMNS.bind(insert, rows);
            try (var inserted = insert.executeQuery()) {
                while (inserted.next()) {
                    var event = new EventId(inserted.getObject(1, UUID.class), inserted.getLong(2));
                    added.add(byEvent.get(event));
                }
            }
        }
        return added;
    }
}
