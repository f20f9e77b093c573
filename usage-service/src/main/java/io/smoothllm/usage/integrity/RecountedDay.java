package io.smoothllm.usage.integrity;

import static java.util.stream.Collectors.joining;

import io.smoothllm.usage.rollup.Dimension;
import io.smoothllm.usage.rollup.Grain;
import io.smoothllm.usage.rollup.Histogram;
import io.smoothllm.usage.rollup.Level;
import io.smoothllm.usage.rollup.Sums;
import io.smoothllm.usage.sql.Query;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The statement that counts a day of the ledger again, at every level and grain, and keeps what
/// differs from the rollups. It goes by what a series is made of and not by its id, and sorts tags
/// itself: what is counted is compared, not how it is kept.
final class RecountedDay {
    /// @param column of the rollups
    /// @param name in reports
    private record Measure(String column, String name) {}

    private static final List<Measure> MEASURES =
            List.of(
                    new Measure("requests", "requests"),
                    new Measure("errors", "errors"),
                    new Measure("input_tokens", "inputTokens"),
                    new Measure("cached_input_tokens", "cachedInputTokens"),
                    new Measure("cache_write_tokens", "cacheWriteTokens"),
                    new Measure("cache_write_hour_tokens", "cacheWriteHourTokens"),
                    new Measure("output_tokens", "outputTokens"),
                    new Measure("reasoning_tokens", "reasoningTokens"),
                    new Measure("cost_usd", "costUsd"),
                    new Measure("latency", "latencyMs"),
                    new Measure("first_token", "firstTokenMs"));

    /// Each quarter hour and kind of call once; the rest is summed from these few rows. A duration
    /// is one in its slot of a [Histogram], which is 10^(12 n). A call costs what it
    /// was charged and what corrections have said since.
    private static final String QUARTERS =
            """
            with corrected as (
                select started_at, instance, sequence, sum(difference_usd) as difference_usd
                from correction
                where started_at >= ? and started_at < ?
                group by 1, 2, 3),
            quarter as (
                select date_bin('15 minutes', started_at, timestamptz 'epoch') as starts_at,
                    account_id, key_id, provider_id, model, status, tags as given_tags,
                    count(*) as requests,
                    count(*) filter (where status = any (?::text[])) as errors,
                    sum(input_tokens) as input_tokens,
                    sum(cached_input_tokens) as cached_input_tokens,
                    sum(cache_write_tokens) as cache_write_tokens,
                    sum(cache_write_hour_tokens) as cache_write_hour_tokens,
                    sum(output_tokens) as output_tokens,
                    sum(reasoning_tokens) as reasoning_tokens,
                    sum(cost_usd + coalesce(difference_usd, 0)) as cost_usd,
                    coalesce(sum(('1E+' || 12 * width_bucket(latency_ms, slots))::numeric)
                        filter (where status <> all (?::text[])), 0) as latency,
                    coalesce(sum(('1E+' || 12 * width_bucket(first_token_ms, slots))::numeric), 0)
                        as first_token
                from ledger left join corrected using (started_at, instance, sequence),
                    (select ?::bigint[] as slots) histogram
                where started_at >= ? and started_at < ?
                group by 1, 2, 3, 4, 5, 6, 7),
            """;

    private static final String RECOUNTED =
            """
            sorted as (
                select quarter.*, array(select distinct tag collate "C" from unnest(given_tags) tag
                    order by 1) as tags
                from quarter),
            regrouped as (
                select level.name as rollup_table,
                    date_bin(level.length, starts_at, timestamptz 'epoch') as starts_at,
                    case grouping(account_id, key_id, provider_id, model, status, tags) %1$s end as grain,
                    account_id, key_id, provider_id, model, status, tags, %2$s
                from sorted cross join (values ('rollup_quarter_hour', interval '15 minutes'),
                    ('rollup_day', interval '1 day')) level (name, length)
                group by 1, 2, grouping sets (%3$s)),
            recounted as (
                select * from regrouped where (rollup_table, grain) in (values %4$s)),
            """
                    .formatted(
                            eachGrain("when %2$d then '%1$s'", " "),
                            each(it -> "sum(%1$s) as %1$s".formatted(it.column)),
                            eachGrain("(%3$s)", ", "),
                            keptGrains());

    private static final String KEPT =
            """
            kept as (
                select u.rollup_table, u.starts_at, u.grain,
                    s.account_id, s.key_id, s.provider_id, s.model, s.status,
                    case when s.tags is not null then array(
                        select distinct tag collate "C" from unnest(s.tags) tag order by 1) end as tags,
                    %1$s
                from (
                    select 'rollup_quarter_hour' as rollup_table, series_id, starts_at, grain, %1$s
                    from rollup_quarter_hour where starts_at >= ? and starts_at < ?
                    union all
                    select 'rollup_day', series_id, starts_at, grain, %1$s
                    from rollup_day where starts_at >= ? and starts_at < ?) u
                left join series s on s.id = u.series_id),
            """
                    .formatted(each(Measure::column));

    private static final String DIFFERENCES =
            """
            sides as (
                select true as counted, recounted.* from recounted
                union all
                select false as counted, kept.* from kept),
            sums as (
                select rollup_table, starts_at, grain, account_id, key_id, provider_id, model, status,
                    tags, %s
                from sides group by 1, 2, 3, 4, 5, 6, 7, 8, 9)
            select sums.*, found.* from sums cross join lateral (values %s)
                found (measure, of_ledger, of_rollup)
            where of_ledger <> of_rollup
            order by rollup_table, grain, starts_at, account_id, key_id, provider_id, model, status,
                measure
            limit ?
            """
                    .formatted(
                            each(RecountedDay::bothSums),
                            each(
                                    it ->
                                            "('%2$s', ledger_%1$s, rollup_%1$s)"
                                                    .formatted(it.column, it.name)));

    private RecountedDay() {}

    static Query query(LocalDate day, int most) {
        var from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        var to = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return new Query()
                .add(
                        QUARTERS,
                        from,
                        to,
                        Query.array(Sums.errors()),
                        Query.array(Sums.untimed()),
                        Query.array(Arrays.stream(Histogram.lowestOfSlots()).boxed().toList()),
                        from,
                        to)
                .add(RECOUNTED)
                .add(KEPT, from, to, from, to)
                .add(DIFFERENCES, most);
    }

    private static String bothSums(Measure measure) {
        return """
               coalesce(sum(%1$s) filter (where counted), 0) as ledger_%1$s,
               coalesce(sum(%1$s) filter (where not counted), 0) as rollup_%1$s
               """
                .formatted(measure.column);
    }

    private static String each(Function<Measure, String> text) {
        return MEASURES.stream().map(text).collect(joining(", "));
    }

    /// @param text of a grain's name, of what `grouping` answers for it, and of its columns
    private static String eachGrain(String text, String separator) {
        return Stream.of(Grain.values())
                .map(
                        grain ->
                                text.formatted(
                                        grain,
                                        bitsOf(grain),
                                        grain.kept().stream()
                                                .map(Dimension::column)
                                                .collect(joining(", "))))
                .collect(joining(separator));
    }

    private static String keptGrains() {
        return Stream.of(Level.values())
                .flatMap(
                        level ->
                                Stream.of(Grain.values())
                                        .filter(grain -> grain.isKeptAt(level))
                                        .map(
                                                grain ->
                                                        "('%s', '%s')"
                                                                .formatted(level.table(), grain)))
                .collect(joining(", "));
    }

    /// One for each column that is not kept apart, the first column's bit being the highest.
    private static int bitsOf(Grain grain) {
        int bits = 0;
        for (var dimension : Dimension.values()) {
            bits = 2 * bits + (grain.kept().contains(dimension) ? 0 : 1);
        }
        return bits;
    }
}
