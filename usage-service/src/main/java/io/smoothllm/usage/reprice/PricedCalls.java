package io.smoothllm.usage.reprice;

import static java.time.ZoneOffset.UTC;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.price.PriceList;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads calls of the ledger with what they cost by now, and prices them anew.
final class PricedCalls {
    /// Enough to make the way to the database short, few enough that the intake does not wait for
    /// their rollups.
    static final int BATCH = 1_000;

    private static final String READ =
            """
            select l.*, coalesce(c.difference_usd, 0) as correction_usd, c.last_reprice
            from ledger l left join lateral (
                select sum(difference_usd) as difference_usd,
                    (array_agg(reprice_id order by id desc))[1] as last_reprice
                from correction c
                where c.started_at = l.started_at and c.instance = l.instance
                    and c.sequence = l.sequence) c on true
            where l.provider_id = ? and l.upstream_model = ?
                and l.started_at >= ? and l.started_at < ?
                and (l.started_at, l.instance, l.sequence) > (?, ?, ?)
            order by l.started_at, l.instance, l.sequence limit
            """
                    + BATCH;

    private PricedCalls() {}

    /// The calls behind `place`, of its day and of those that are wanted.
    static Batch read(Connection db, Wanted wanted, Place place) throws SQLException {
        var endOfDay = place.endOfDay();
        var end = wanted.to().isBefore(endOfDay) ? wanted.to() : endOfDay;
        var calls = new ArrayList<PricedCall>();
        try (var select = db.prepareStatement(READ)) {
            select.setObject(1, wanted.providerId());
            select.setString(2, wanted.model());
            select.setObject(3, place.time().atOffset(UTC));
            select.setObject(4, end.atOffset(UTC));
            select.setObject(5, place.time().atOffset(UTC));
            select.setObject(6, place.instance());
            select.setLong(7, place.sequence());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    calls.add(priced(rows, wanted.prices()));
                }
            }
        }
        return new Batch(List.copyOf(calls), next(calls, end, wanted.to()));
    }

    private static Place next(List<PricedCall> calls, Instant end, Instant to) {
        if (calls.size() == BATCH) {
            var last = calls.getLast().call();
            var event = last.eventId();
            return new Place(last.startedAt(), event.instance(), event.sequence());
        }
        return end.isBefore(to) ? Place.before(end) : null;
    }

    private static PricedCall priced(ResultSet row, PriceList prices) throws SQLException {
        return PricedCall.of(
                call(row),
                row.getBigDecimal("correction_usd"),
                row.getObject("last_reprice", UUID.class),
                prices);
    }

    private static UsageRecord call(ResultSet row) throws SQLException {
        var dialect = row.getString("dialect");
        return new UsageRecord(
                new EventId(row.getObject("instance", UUID.class), row.getLong("sequence")),
                row.getString("request_id"),
                row.getInt("attempt"),
                row.getObject("key_id", UUID.class),
                row.getString("key_name"),
                row.getObject("account_id", UUID.class),
                row.getString("account_name"),
                row.getObject("provider_id", UUID.class),
                row.getString("provider_name"),
                dialect == null ? null : Dialect.valueOf(dialect),
                row.getString("model"),
                row.getString("upstream_model"),
                row.getBoolean("streamed"),
                CallStatus.valueOf(row.getString("status")),
                row.getInt("http_status"),
                row.getString("error_code"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                tokens(row),
                row.getBoolean("estimated"),
                new Money(row.getBigDecimal("cost_usd")),
                row.getBoolean("priced"),
                row.getLong("price_version"),
                row.getLong("latency_ms"),
                row.getObject("first_token_ms", Long.class),
                List.of((String[]) row.getArray("tags").getArray()));
    }

    private static TokenCounts tokens(ResultSet row) throws SQLException {
        return new TokenCounts(
                row.getLong("input_tokens"),
                row.getLong("cached_input_tokens"),
                row.getLong("cache_write_tokens"),
                row.getLong("cache_write_hour_tokens"),
                row.getLong("output_tokens"),
                row.getLong("reasoning_tokens"));
    }
}
