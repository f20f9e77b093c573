package io.smoothllm.usage.rollup;

import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.sql.Columns;
import jakarta.enterprise.context.Dependent;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// Adds calls to the sums. For one thread.
@Dependent
public class Rollups {
    /// More series than this are written again, rather than kept in mind: 100,000 are some 10 MB.
    private static final int REMEMBERED = 100_000;

    /// The calls of a batch that count in one series.
    private record Share(UUID id, Series series, List<UsageRecord> calls) {}

    /// What a batch adds to one row.
    private record Addition(Share share, Instant startsAt, Sums sums) {}

    private static final Columns<Share> SERIES =
            new Columns<Share>()
                    .add("id", "uuid", Share::id)
                    .add("grain", "text", share -> share.series.grain())
                    .add("account_id", "uuid", share -> share.series.accountId())
                    .add("key_id", "uuid", share -> share.series.keyId())
                    .add("provider_id", "uuid", share -> share.series.providerId())
                    .add("model", "text", share -> share.series.model())
                    .add("status", "text", share -> share.series.status())
                    .add("tags", "text[]", share -> share.series.tags());

    private static final Columns<Addition> ROW =
            new Columns<Addition>()
                    .add("series_id", "uuid", row -> row.share.id)
                    .add("starts_at", "timestamptz", Addition::startsAt)
                    .add("grain", "text", row -> row.share.series.grain())
                    .add("requests", "int8", row -> row.sums.requests)
                    .add("errors", "int8", row -> row.sums.errors)
                    .add("input_tokens", "int8", row -> row.sums.inputTokens)
                    .add("cached_input_tokens", "int8", row -> row.sums.cachedInputTokens)
                    .add("cache_write_tokens", "int8", row -> row.sums.cacheWriteTokens)
                    .add("cache_write_hour_tokens", "int8", row -> row.sums.cacheWriteHourTokens)
                    .add("output_tokens", "int8", row -> row.sums.outputTokens)
                    .add("reasoning_tokens", "int8", row -> row.sums.reasoningTokens)
                    .add("cost_usd", "numeric", row -> row.sums.costUsd)
                    .add("latency", "numeric", row -> row.sums.latency.toNumber())
                    .add("first_token", "numeric", row -> row.sums.firstToken.toNumber());

    private static final List<String> KEY = List.of("series_id", "starts_at", "grain");

    private static final String ADD_SERIES =
            "insert into series (%s) select %s on conflict do nothing"
                    .formatted(SERIES.names(), SERIES.values());

    private final Set<UUID> written = new HashSet<>();

    /// Adds the calls inside the caller's transaction.
    public void add(Connection db, Collection<UsageRecord> calls) throws SQLException {
        write(db, calls, Sums::add);
    }

    /// Changes what calls cost that are in the sums already, inside the caller's transaction.
    ///
    /// @param differences of each call, less than zero when it costs less than it did
    public void correct(
            Connection db, Collection<UsageRecord> calls, Map<EventId, BigDecimal> differences)
            throws SQLException {
        write(db, calls, (sums, call) -> sums.addCost(differences.get(call.eventId())));
    }

    /// @param part what of a call is added
    private void write(
            Connection db, Collection<UsageRecord> calls, BiConsumer<Sums, UsageRecord> part)
            throws SQLException {
        var shares = sharesOf(calls);
        addSeries(db, shares);
        var rows = new EnumMap<Level, List<Addition>>(Level.class);
        for (var share : shares) {
            var quarters = quartersOf(share, part);
            for (var level : Level.values()) {
                if (share.series.grain().isKeptAt(level)) {
                    var additions = rows.computeIfAbsent(level, _ -> new ArrayList<>());
                    merged(quarters, level)
                            .forEach((at, sums) -> additions.add(new Addition(share, at, sums)));
                }
            }
        }
        for (var level : rows.entrySet()) {
            upsert(db, level.getKey(), level.getValue());
        }
    }

    /// A transaction was rolled back, and with it perhaps series that this one believes written.
    public void forget() {
        written.clear();
    }

    /// In the order of their ids. Every writer writes in this order, so that two of them wait for
    /// each other but never deadlock.
    private static List<Share> sharesOf(Collection<UsageRecord> calls) {
        var bySeries = new HashMap<Series, List<UsageRecord>>();
        for (var call : calls) {
            for (var grain : Grain.values()) {
                bySeries.computeIfAbsent(grain.of(call), s -> new ArrayList<>()).add(call);
            }
        }
        return bySeries.entrySet().stream()
                .map(entry -> new Share(entry.getKey().id(), entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Share::id))
                .toList();
    }

    private void addSeries(Connection db, List<Share> shares) throws SQLException {
        var missing = shares.stream().filter(share -> !written.contains(share.id)).toList();
        if (missing.isEmpty()) {
            return;
        }
        try (var insert = db.prepareStatement(ADD_SERIES)) {
            SERIES.bind(insert, missing);
            insert.executeUpdate();
        }
        if (written.size() > REMEMBERED) {
            written.clear();
        }
        missing.forEach(share -> written.add(share.id));
    }

    /// Most often a single one, so a tree costs nothing.
    private static SortedMap<Instant, Sums> quartersOf(
            Share share, BiConsumer<Sums, UsageRecord> part) {
        var quarters = new TreeMap<Instant, Sums>();
        for (var call : share.calls) {
            var startsAt = Level.QUARTER_HOUR.floor(call.startedAt());
            part.accept(quarters.computeIfAbsent(startsAt, _ -> new Sums()), call);
        }
        return quarters;
    }

    private static SortedMap<Instant, Sums> merged(SortedMap<Instant, Sums> quarters, Level level) {
        if (level == Level.QUARTER_HOUR) {
            return quarters;
        }
        var buckets = new TreeMap<Instant, Sums>();
        quarters.forEach((at, sums) -> buckets.merge(level.floor(at), sums, Sums::plus));
        return buckets;
    }

    private static void upsert(Connection db, Level level, List<Addition> rows)
            throws SQLException {
        try (var upsert = db.prepareStatement(upsertOf(level))) {
            ROW.bind(upsert, rows);
            upsert.executeUpdate();
        }
    }

    private static String upsertOf(Level level) {
        var increments =
                ROW.list().stream()
                        .filter(name -> !KEY.contains(name))
                        .map(name -> "%1$s = old.%1$s + excluded.%1$s".formatted(name))
                        .collect(Collectors.joining(", "));
        return "insert into %s as old (%s) select %s on conflict (%s) do update set %s"
                .formatted(
                        level.table(),
                        ROW.names(),
                        ROW.values(),
                        String.join(", ", KEY),
                        increments);
    }
}
