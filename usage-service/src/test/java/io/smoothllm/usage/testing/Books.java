package io.smoothllm.usage.testing;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/// Looks into the database, past all reports.
public record Books(DataSource database) {
    /// Sums of one account.
    public record Sums(
            long requests,
            long errors,
            long inputTokens,
            long cachedInputTokens,
            long cacheWriteTokens,
            long cacheWriteHourTokens,
            long outputTokens,
            long reasoningTokens,
            BigDecimal costUsd) {}

    public long rowsOf(UUID account) {
        return ledgerOf(account).requests;
    }

    public Sums ledgerOf(UUID account) {
        return sums(
                """
                select count(*), count(*) filter (
                        where status in ('UPSTREAM_ERROR', 'STREAM_BROKEN', 'INTERRUPTED')),
                    sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens),
                    sum(cache_write_hour_tokens), sum(output_tokens), sum(reasoning_tokens),
                    sum(cost_usd)
                from ledger where account_id = ?
                """,
                account);
    }

    public Sums rollupOf(UUID account, String table, String grain) {
        return sums(
                """
                select sum(requests), sum(errors), sum(input_tokens), sum(cached_input_tokens),
                    sum(cache_write_tokens), sum(cache_write_hour_tokens), sum(output_tokens),
                    sum(reasoning_tokens), sum(cost_usd)
                from %s u join series s on s.id = u.series_id
                where s.account_id = ? and u.grain = '%s'
                """
                        .formatted(table, grain),
                account);
    }

    /// One value of one row.
    public <T> T single(Class<T> type, String sql, Object... parameters) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getObject(1, type) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sums sums(String sql, UUID account) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, account);
            try (var row = statement.executeQuery()) {
                row.next();
                var cost = row.getBigDecimal(9);
                return new Sums(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        cost == null ? BigDecimal.ZERO : cost.stripTrailingZeros());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
