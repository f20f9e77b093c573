package io.smoothllm.usage.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One call to a provider, with the names of its time. See
/// [io.smoothllm.model.usage.UsageRecord] for what the parts mean.
///
/// @param instance and `sequence` name the call for good
/// @param costUsd as it was charged
/// @param correctionUsd what later prices add to that; null = nothing was corrected
@JsonInclude(JsonInclude.Include.ALWAYS)
record RecentCall(
        UUID instance,
        long sequence,
        String requestId,
        int attempt,
        Instant startedAt,
        UUID userId,
        @Nullable String userName,
        UUID keyId,
        @Nullable String keyName,
        UUID providerId,
        @Nullable String providerName,
        @Nullable Dialect dialect,
        String model,
        @Nullable String upstreamModel,
        boolean streamed,
        CallStatus status,
        int httpStatus,
        @Nullable String errorCode,
        long inputTokens,
        long cachedInputTokens,
        long cacheWriteTokens,
        long cacheWriteHourTokens,
        long outputTokens,
        long reasoningTokens,
        boolean estimated,
        Money costUsd,
        @Nullable Money correctionUsd,
        boolean priced,
        long priceVersion,
        long latencyMs,
        @Nullable Long firstTokenMs,
        List<String> tags) {

    /// Reads whole rows of the ledger, and what was added to their cost since.
    static final String COLUMNS =
            """
            *, (select sum(c.difference_usd) from correction c
                where c.started_at = ledger.started_at and c.instance = ledger.instance
                    and c.sequence = ledger.sequence) as correction_usd
            """;

    /// Of a row of [#COLUMNS].
    static RecentCall read(ResultSet row) throws SQLException {
        var dialect = row.getString("dialect");
        var correction = row.getBigDecimal("correction_usd");
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
                correction == null ? null : new Money(correction),
                row.getBoolean("priced"),
                row.getLong("price_version"),
                row.getLong("latency_ms"),
                row.getObject("first_token_ms", Long.class),
                List.of((String[]) row.getArray("tags").getArray()));
    }
}
