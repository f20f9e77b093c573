package io.smoothllm.usage.report;

import io.smoothllm.usage.rollup.Dimension;
import io.smoothllm.usage.rollup.Grain;
import io.smoothllm.usage.rollup.Level;
import io.smoothllm.usage.sql.Query;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The sums of a report's periods, out of the rollups. Every statement that reads these is made
/// here.
///
/// @param dimension what the calls of a period are told apart by; null = by nothing
record KeptSums(Filter filter, Grain grain, Pieces pieces, Dimension dimension) {

    /// Of the whole range.
    static KeptSums of(Filter filter, Dimension dimension) {
        return of(filter, List.of(), dimension);
    }

    /// Of each day.
    static KeptSums of(Filter filter, LocalDays days, Dimension dimension) {
        return of(filter, days.starts().subList(1, days.starts().size()), dimension);
    }

    /// @param between where a period ends and the next one begins
    private static KeptSums of(Filter filter, List<Instant> between, Dimension dimension) {
        var needed = EnumSet.noneOf(Dimension.class);
        needed.addAll(filter.dimensions());
        if (dimension != null) {
            needed.add(dimension);
        }
        return new KeptSums(
                filter, Grain.keeping(needed), Pieces.between(bounds(filter, between)), dimension);
    }

    private static List<Instant> bounds(Filter filter, List<Instant> between) {
        var to = Level.QUARTER_HOUR.ceiling(filter.to());
        // Nothing is later than now, so the sums of the whole day are those up to now.
        var end = to.isAfter(Instant.now()) ? Level.DAY.ceiling(to) : to;
        return Stream.of(
                        Stream.of(Level.QUARTER_HOUR.floor(filter.from())),
                        between.stream(),
                        Stream.of(end))
                .flatMap(Function.identity())
                .toList();
    }

    /// Rows `period, id` with the columns of the rollups; several of one period and id, to be added
    /// up. Those of something that has no calls in the period add up to nothing.
    void addRows(Query query) {
        query.add("select use.period, k.id,").add(Totals.SIGNED).add("from (");
        var union = "";
        for (var level : Level.values()) {
            if (pieces.has(level)) {
                query.add(union);
                addSums(query, level);
                union = "union all";
            }
        }
        query.add(") k join");
        pieces.addUses(query);
        query.add("on use.piece = k.piece");
    }

    /// What each piece is in all, so that it is added up once, however many periods use it.
    private void addSums(Query query, Level level) {
        query.add("select p.piece, " + id() + " as id,");
        if (pieces.areBuckets(level)) {
            query.add(Totals.SUMS).add("from series s");
            if (filter.dimensions().isEmpty()) {
                joinByTime(query, level);
            } else {
                joinBySeries(query, level);
            }
            addChosen(query, level);
            query.add("group by 1, 2");
        } else {
            addSeriesBySeries(query, level);
        }
    }

    private String id() {
        return dimension == null ? "null::text" : "s." + dimension.column();
    }

    private void addChosen(Query query, Level level) {
        query.add("where s.grain = ?", grain.at(level))
                .addIfGiven("and s.account_id = ?", filter.accountId())
                .addIfGiven("and s.key_id = ?", filter.keyId())
                .addIfGiven("and s.provider_id = ?", filter.providerId())
                .addIfGiven("and s.model = ?", filter.model())
                .addIfGiven("and s.status = ?", filter.status())
                .addIfGiven("and ? = any (s.tags)", filter.tag());
    }

    /// The rows of a series and a piece follow each other in the primary key, so they are added up
    /// as they are read: nothing is sorted, and of a long piece little is left to be grouped.
    private void addSeriesBySeries(Query query, Level level) {
        query.add("u.* from series s cross join");
        pieces.addPieces(query, level);
        query.add("cross join lateral (select")
                .add(Totals.SUMS)
                .add("from " + level.table() + " u")
                .add("where u.series_id = s.id and u.grain = ?", grain.at(level))
                .add("and u.starts_at >= p.starts and u.starts_at < p.ends) u");
        addChosen(query, level);
    }

    /// Of all series, the rows of those times.
    private void joinByTime(Query query, Level level) {
        query.add("join (select * from " + level.table())
                .add("where grain = ? and starts_at = any (", grain.at(level));
        pieces.addStarts(query, level);
        query.add(")) u on u.series_id = s.id join");
        pieces.addBuckets(query, level);
        query.add("on p.starts_at = u.starts_at");
    }

    /// A filter leaves few series. `offset 0` keeps PostgreSQL from going through the rows of all
    /// of them, which it takes for cheaper: it cannot know how short the range is.
    private void joinBySeries(Query query, Level level) {
        query.add("cross join lateral (select * from " + level.table())
                .add("where series_id = s.id and grain = ?", grain.at(level))
                .add("and starts_at >= ? and starts_at < ?", pieces.from(level), pieces.to(level))
                .add("offset 0) u join");
        pieces.addBuckets(query, level);
        query.add("on p.starts_at = u.starts_at");
    }
}
