package io.smoothllm.bench.ingest;

import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.UsageRecord;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Makes a ledger of many days and its rollups with COPY, since the intake would take a quarter of
/// an hour for it. Days are made side by side, indexes afterwards.
final class Filling {
    private static final int WRITERS = 2;
    private static final Duration BUCKET = Duration.ofMinutes(15);

    private static final String LEDGER_COLUMNS =
            "instance, sequence, request_id, attempt, key_id, key_name, account_id, account_name,"
                    + " provider_id, provider_name, dialect, model, upstream_model, streamed,"
                    + " status, http_status, error_code, started_at, input_tokens,"
                    + " cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens,"
                    + " estimated, cost_usd, priced, price_version, latency_ms, first_token_ms,"
                    + " tags";

    /// An index of a table, and how to make it again.
    private record Index(String table, String drop, String make) {}

    private record Bucket(UUID series, Instant start) {}

    private final Workplace place;
    private final Population population;
    private final long rows;
    private final int days;
    private final Instant now = Instant.now();
    private final Consumer<String> progress;
    private final Map<Grouping, UUID> series = new ConcurrentHashMap<>();
    private final AtomicInteger done = new AtomicInteger();

    Filling(
            Workplace place,
            Population population,
            long rows,
            int days,
            Consumer<String> progress) {
        this.place = place;
        this.population = population;
        this.rows = rows;
        this.days = days;
        this.progress = progress;
    }

    void run() throws SQLException, IOException {
        try (var db = place.database()) {
            var indexes = new ArrayList<Index>();
            indexes.addAll(indexesOf(db, "rollup_quarter_hour"));
            indexes.addAll(indexesOf(db, "rollup_day"));
            for (var index : indexes) {
                execute(db, index.drop());
            }
            makeDays();
            progress.accept("making indexes");
            for (var index : indexes.reversed()) {
                execute(db, index.make());
            }
            writeNames(db);
            execute(db, "vacuum (analyze)");
        }
    }

    private void makeDays() {
        var today = LocalDate.now(ZoneOffset.UTC);
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            var work = new ArrayList<Callable<Void>>();
            for (int i = 0; i < days; i++) {
                var day = today.minusDays(i);
                work.add(
                        () -> {
                            makeDay(day);
                            return null;
                        });
            }
            for (var day : writers.invokeAll(work)) {
                day.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A day could not be made", e.getCause());
        }
    }

    /// The last one is as long as it is old.
    private void makeDay(LocalDate day) throws SQLException, IOException {
        var start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        var end = start.plus(Duration.ofDays(1));
        var until = end.isAfter(now) ? now : end;
        long step = Duration.ofDays(1).toNanos() * days / rows;
        var random = new Random(day.toEpochDay());
        var instance = Population.id("filling", (int) day.toEpochDay());
        var quarters = new HashMap<Bucket, Amounts>();
        var whole = new HashMap<Bucket, Amounts>();
        try (var db = place.database()) {
            var table = tableFor(db, day);
            try (var ledger = new Copy(db, table + " (" + LEDGER_COLUMNS + ")")) {
                var at = start;
                for (long n = 1; at.isBefore(until); n++, at = at.plusNanos(step)) {
                    var call = population.call(random, new EventId(instance, n), at);
                    writeCall(call, ledger.line());
                    count(call, start, quarters, whole);
                }
            }
            finish(db, table, day);
            writeRollup(db, "rollup_quarter_hour", quarters);
            writeRollup(db, "rollup_day", whole);
        }
        if (done.incrementAndGet() % 10 == 0) {
            progress.accept("%d of %d days are made".formatted(done.get(), days));
        }
    }

    /// The service has made those of this week, with all their indexes.
    private static String tableFor(Connection db, LocalDate day) throws SQLException {
        var table = "ledger_" + day.toString().replace("-", "");
        if (!exists(db, table)) {
            execute(
                    db,
                    "create table %s (like ledger including defaults including constraints)"
                            .formatted(table));
        }
        return table;
    }

    private static void finish(Connection db, String table, LocalDate day) throws SQLException {
        if (exists(db, table + "_pkey")) {
            return;
        }
        execute(
                db,
                "alter table %s add primary key (started_at, instance, sequence)".formatted(table));
        for (var index : indexesOf(db, "ledger")) {
            if (index.make().startsWith("create index")) {
                execute(
                        db,
                        index.make()
                                .replaceFirst("index \\S+ on ledger ", "index on " + table + " "));
            }
        }
        execute(
                db,
                "alter table ledger attach partition %s for values from ('%s+00') to ('%s+00')"
                        .formatted(table, day, day.plusDays(1)));
    }

    private static void writeCall(UsageRecord call, StringBuilder line) {
        Object[] values = {
            call.eventId().instance(),
            call.eventId().sequence(),
            call.requestId(),
            call.attempt(),
            call.keyId(),
            call.keyName(),
            call.accountId(),
            call.accountName(),
            call.providerId(),
            call.providerName(),
            call.dialect(),
            call.model(),
            call.upstreamModel(),
            call.streamed(),
            call.status(),
            call.httpStatus(),
            call.errorCode(),
            call.startedAt(),
            call.tokens().input(),
            call.tokens().cachedInput(),
            0,
            call.tokens().output(),
            0,
            call.estimated(),
            call.costUsd().usd().toPlainString(),
            call.priced(),
            call.priceVersion(),
            call.latencyMs(),
            call.firstTokenMs(),
            "{" + String.join(",", call.tags()) + "}"
        };
        for (int i = 0; i < values.length; i++) {
            line.append(i == 0 ? "" : "\t").append(values[i] == null ? "\\N" : values[i]);
        }
        line.append('\n');
    }

    private void count(
            UsageRecord call,
            Instant day,
            Map<Bucket, Amounts> quarters,
            Map<Bucket, Amounts> whole) {
        long bucket = BUCKET.toSeconds();
        var quarter = Instant.ofEpochSecond(call.startedAt().getEpochSecond() / bucket * bucket);
        for (var grouping : Grouping.of(call)) {
            var id = series.computeIfAbsent(grouping, Grouping::id);
            if (grouping.isKeptPerQuarterHour()) {
                quarters.computeIfAbsent(new Bucket(id, quarter), _ -> new Amounts()).add(call);
            }
            whole.computeIfAbsent(new Bucket(id, day), _ -> new Amounts()).add(call);
        }
    }

    private void writeRollup(Connection db, String table, Map<Bucket, Amounts> buckets)
            throws SQLException, IOException {
        var grains = new HashMap<UUID, String>();
        series.forEach((grouping, id) -> grains.put(id, grouping.grain()));
        var columns = " (series_id, starts_at, grain, " + Amounts.COLUMNS + ")";
        try (var rollup = new Copy(db, table + columns)) {
            for (var bucket : buckets.entrySet()) {
                var line = rollup.line();
                line.append(bucket.getKey().series()).append('\t');
                line.append(bucket.getKey().start()).append('\t');
                line.append(grains.get(bucket.getKey().series())).append('\t');
                bucket.getValue().write(line);
                line.append('\n');
            }
        }
    }

    private void writeNames(Connection db) throws SQLException, IOException {
        try (var copy =
                new Copy(
                        db,
                        "series (id, grain, account_id, key_id, provider_id, model, status, tags)")) {
            for (var one : series.entrySet()) {
                var group = one.getKey();
                var tags = group.tags() == null ? null : "{" + String.join(",", group.tags()) + "}";
                Object[] values = {
                    one.getValue(),
                    group.grain(),
                    group.account(),
                    group.key(),
                    group.provider(),
                    group.model(),
                    group.status(),
                    tags
                };
                for (int i = 0; i < values.length; i++) {
                    copy.line().append(i == 0 ? "" : "\t");
                    copy.line().append(values[i] == null ? "\\N" : values[i]);
                }
                copy.line().append('\n');
            }
        }
        try (var copy = new Copy(db, "known_name (kind, id, name, seen_at)")) {
            for (var key : population.keys) {
                name(copy, "KEY", key.id(), key.name());
            }
            for (int i = 0; i < Population.ACCOUNTS; i++) {
                name(copy, "ACCOUNT", Population.id("account", i), Population.accountName(i));
            }
            for (int i = 0; i < Population.PROVIDERS; i++) {
                name(copy, "PROVIDER", Population.id("provider", i), "provider-" + i);
            }
        }
    }

    private void name(Copy copy, String kind, UUID id, String name) throws SQLException {
        copy.line().append("%s\t%s\t%s\t%s\n".formatted(kind, id, name, now));
    }

    private static boolean exists(Connection db, String relation) throws SQLException {
        try (var query = db.prepareStatement("select to_regclass(?) is not null")) {
            query.setString(1, relation);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static List<Index> indexesOf(Connection db, String table) throws SQLException {
        var sql =
                """
                select i.indexrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid),
                    lower(pg_get_indexdef(i.indexrelid))
                from pg_index i
                left join pg_constraint c on c.conindid = i.indexrelid
                    and c.conrelid = i.indrelid
                where i.indrelid = ?::regclass
                """;
        var indexes = new ArrayList<Index>();
        try (var query = db.prepareStatement(sql)) {
            query.setString(1, table);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    var name = row.getString(1);
                    var constraint = row.getString(2);
                    indexes.add(
                            constraint == null
                                    ? new Index(
                                            table,
                                            "drop index " + name,
                                            row.getString(4)
                                                    .replace(" on only public.", " on ")
                                                    .replace(" on public.", " on "))
                                    : new Index(
                                            table,
                                            "alter table %s drop constraint %s"
                                                    .formatted(table, constraint),
                                            "alter table %s add constraint %s %s"
                                                    .formatted(
                                                            table, constraint, row.getString(3))));
                }
            }
        }
        return indexes;
    }

    private static void execute(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }
}
