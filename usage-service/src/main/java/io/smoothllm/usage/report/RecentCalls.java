package io.smoothllm.usage.report;

import io.smoothllm.kit.page.Page;
import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.usage.sql.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/// Single calls, newest first. The one report that reads the ledger; its range is exact.
@ApplicationScoped
class RecentCalls {
    private final DataSource database;

    RecentCalls(DataSource database) {
        this.database = database;
    }

    /// @param after null = from the newest on
    Page<RecentCall> page(Filter filter, Cursor after, int size) {
        var query =
                new Query()
                        .add("select * from ledger")
                        .add("where started_at >= ? and started_at < ?", filter.from(), filter.to())
                        .addIfGiven("and account_id = ?", filter.accountId())
                        .addIfGiven("and key_id = ?", filter.keyId())
                        .addIfGiven("and provider_id = ?", filter.providerId())
                        .addIfGiven("and model = ?", filter.model())
                        .addIfGiven("and status = ?", filter.status())
                        .addIfGiven("and ? = any (tags)", filter.tag());
        if (after != null) {
            query.add(
                    "and (started_at, instance, sequence) < (?, ?, ?)",
                    after.startedAt(),
                    after.instance(),
                    after.sequence());
        }
        query.add("order by started_at desc, instance desc, sequence desc limit ?", size + 1);
        return Page.of(
                query.list(database, RecentCalls::read),
                size,
                Function.identity(),
                call -> new Cursor(call.startedAt(), call.instance(), call.sequence()).toString());
    }

    private static RecentCall read(ResultSet row) throws SQLException {
        var dialect = row.getString("dialect");
        return new RecentCall(
                row.getObject("instance", UUID.class),
                row.getLong("sequence"),
                row.getString("request_id"),
                row.getInt("attempt"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("account_id", UUID.class),
                row.getString("account_name"),
                row.getObject("key_id", UUID.class),
                row.getString("key_name"),
                row.getObject("provider_id", UUID.class),
                row.getString("provider_name"),
                dialect == null ? null : Dialect.valueOf(dialect),
                row.getString("model"),
                row.getString("upstream_model"),
                row.getBoolean("streamed"),
                CallStatus.valueOf(row.getString("status")),
                row.getInt("http_status"),
                row.getString("error_code"),
                row.getLong("input_tokens"),
                row.getLong("cached_input_tokens"),
                row.getLong("cache_write_tokens"),
                row.getLong("cache_write_hour_tokens"),
                row.getLong("output_tokens"),
                row.getLong("reasoning_tokens"),
                row.getBoolean("estimated"),
                new Money(row.getBigDecimal("cost_usd")),
                row.getBoolean("priced"),
                row.getLong("price_version"),
                row.getLong("latency_ms"),
                row.getObject("first_token_ms", Long.class),
                List.of((String[]) row.getArray("tags").getArray()));
    }
}
