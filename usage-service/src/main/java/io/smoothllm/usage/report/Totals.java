package io.smoothllm.usage.report;

import io.smoothllm.model.Money;
import io.smoothllm.usage.rollup.Histogram;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The measures of every report.
///
/// @param requests calls to providers; a request that fell back after a billed attempt is several
/// @param errors of them, those that failed; a client that hung up is no error
/// @param inputTokens cached ones and those written to a cache included
/// @param cacheWriteHourTokens of `cacheWriteTokens`, those that are kept for an hour
/// @param outputTokens reasoning included
/// @param latencyMs from admission to the last byte
/// @param firstTokenMs from admission to the first content
record Totals(
        long requests,
        long errors,
        long inputTokens,
        long cachedInputTokens,
        long cacheWriteTokens,
        long cacheWriteHourTokens,
        long outputTokens,
        long reasoningTokens,
        Money costUsd,
        Percentiles latencyMs,
        Percentiles firstTokenMs) {

    static final Totals NONE =
            new Totals(
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    Money.ZERO,
                    Percentiles.of(new Histogram()),
                    Percentiles.of(new Histogram()));

    /// The select list that [#read] reads, with [#digitsOf], over rows of the rollups.
    static final String SUMS =
            """
            coalesce(sum(u.requests), 0)::bigint as requests,
            coalesce(sum(u.errors), 0)::bigint as errors,
            coalesce(sum(u.input_tokens), 0)::bigint as input_tokens,
            coalesce(sum(u.cached_input_tokens), 0)::bigint as cached_input_tokens,
            coalesce(sum(u.cache_write_tokens), 0)::bigint as cache_write_tokens,
            coalesce(sum(u.cache_write_hour_tokens), 0)::bigint as cache_write_hour_tokens,
            coalesce(sum(u.output_tokens), 0)::bigint as output_tokens,
            coalesce(sum(u.reasoning_tokens), 0)::bigint as reasoning_tokens,
            coalesce(sum(u.cost_usd), 0) as cost_usd,
            coalesce(sum(u.latency), 0) as latency,
            coalesce(sum(u.first_token), 0) as first_token
            """;

    /// Rows of such sums, added or taken away by `use.sign`.
    static final String SIGNED =
            """
            use.sign * k.requests as requests,
            use.sign * k.errors as errors,
            use.sign * k.input_tokens as input_tokens,
            use.sign * k.cached_input_tokens as cached_input_tokens,
            use.sign * k.cache_write_tokens as cache_write_tokens,
            use.sign * k.cache_write_hour_tokens as cache_write_hour_tokens,
            use.sign * k.output_tokens as output_tokens,
            use.sign * k.reasoning_tokens as reasoning_tokens,
            use.sign * k.cost_usd as cost_usd,
            use.sign * k.latency as latency,
            use.sign * k.first_token as first_token
            """;

    /// What [#read] needs beside [#SUMS]: histograms as text. As numbers of a thousand digits they
    /// would be turned into binary and back, and take longer than the sums.
    ///
    /// @param sums the name of a row of these
    static String digitsOf(String sums) {
        return "%1$s.latency::text as latency_digits, %1$s.first_token::text as first_token_digits"
                .formatted(sums);
    }

    static Totals read(ResultSet row) throws SQLException {
        return new Totals(
                row.getLong("requests"),
                row.getLong("errors"),
                row.getLong("input_tokens"),
                row.getLong("cached_input_tokens"),
                row.getLong("cache_write_tokens"),
                row.getLong("cache_write_hour_tokens"),
                row.getLong("output_tokens"),
                row.getLong("reasoning_tokens"),
                new Money(row.getBigDecimal("cost_usd")),
                Percentiles.of(Histogram.of(row.getString("latency_digits"))),
                Percentiles.of(Histogram.of(row.getString("first_token_digits"))));
    }
}
