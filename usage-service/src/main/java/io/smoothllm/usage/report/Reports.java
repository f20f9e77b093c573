package io.smoothllm.usage.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smoothllm.usage.rollup.Dimension;
import io.smoothllm.usage.rollup.Grain;
import io.smoothllm.usage.rollup.Level;
import io.smoothllm.usage.sql.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Sums over the rollups. Both ends of a range are moved outward to a quarter of an hour; whole UTC
/// days within it, and today up to now, are read from the daily sums.
@ApplicationScoped
class Reports {
    /// @param groups see [DailyGroups]; absent unless they were asked for
    record Day(
            LocalDate date,
            @JsonUnwrapped Totals totals,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<DailyGroups.DayGroup> groups) {}

    record Group(String id, @Nullable String name, Totals totals) {
        UUID uuid() {
            return UUID.fromString(id);
        }
    }

    private record Numbered(int number, Totals totals) {}

    private final DataSource database;

    Reports(DataSource database) {
        this.database = database;
    }

    Totals totals(Filter filter) {
        var query = new Query().add("select").add(Totals.SUMS);
        addSource(query, filter, Grain.keeping(filter.dimensions()), true);
        return query.list(database, Totals::read).getFirst();
    }

    /// Every day that the range touches, also those without calls.
    List<Day> daily(Filter filter, ZoneId zone) {
        var days = LocalDays.of(filter.from(), filter.to(), zone);
        var query =
                new Query()
                        .add(
                                "select width_bucket(u.starts_at, ?::timestamptz[]) as number,",
                                days.asArray())
                        .add(Totals.SUMS);
        addSource(query, filter, Grain.keeping(filter.dimensions()), days.areUtcDays());
        query.add("group by number");
        Map<Integer, Totals> byNumber =
                query
                        .list(database, row -> new Numbered(row.getInt("number"), Totals.read(row)))
                        .stream()
                        .collect(Collectors.toMap(Numbered::number, Numbered::totals));
        return IntStream.range(0, days.dates().size())
                .mapToObj(
                        i ->
                                new Day(
                                        days.dates().get(i),
                                        byNumber.getOrDefault(i + 1, Totals.NONE),
                                        null))
                .toList();
    }

    /// The most expensive first. Names are the last that were seen.
    List<Group> by(Dimension dimension, Filter filter) {
        var needed = EnumSet.of(dimension);
        needed.addAll(filter.dimensions());
        var query = new Query().add("select g.*,");
        addName(query, dimension);
        query.add("from (select s." + dimension.column() + " as id,").add(Totals.SUMS);
        addSource(query, filter, Grain.keeping(needed), true);
        query.add("group by s." + dimension.column() + ") g")
                .add("order by g.cost_usd desc, g.requests desc, g.id");
        return query.list(
                database,
                row -> new Group(row.getString("id"), row.getString("name"), Totals.read(row)));
    }

    /// The last that `g.id` was seen with.
    static void addName(Query query, Dimension dimension) {
        switch (dimension) {
            case KEY, PROVIDER, ACCOUNT ->
                    query.add(
                            "(select name from known_name where kind = ? and id = g.id) as name",
                            dimension);
            case MODEL, STATUS, TAGS -> query.add("null as name");
        }
    }

    /// `from … where …`: rows `u` of the rollups with their series `s`.
    ///
    /// @param wholeDays whether a bucket may be as long as a UTC day
    static void addSource(Query query, Filter filter, Grain grain, boolean wholeDays) {
        var from = Level.QUARTER_HOUR.floor(filter.from());
        var to = Level.QUARTER_HOUR.ceiling(filter.to());
        var firstDay = Level.DAY.ceiling(from);
        var endOfDays = Level.DAY.floor(to);
        if (wholeDays && to.isAfter(Instant.now())) {
            // Nothing is later, so the day's sums are those up to now, in far fewer rows.
            to = Level.DAY.ceiling(to);
            endOfDays = to;
        }
        query.add("from series s join (");
        if (wholeDays && firstDay.isBefore(endOfDays)) {
            addRows(query, Level.DAY, grain, firstDay, endOfDays);
            query.add("union all");
            addRows(query, Level.QUARTER_HOUR, grain, from, firstDay);
            query.add("union all");
            addRows(query, Level.QUARTER_HOUR, grain, endOfDays, to);
        } else {
            addRows(query, Level.QUARTER_HOUR, grain, from, to);
        }
        query.add(") u on u.series_id = s.id")
                .add("where s.grain in (?, ?)", grain, grain.at(Level.QUARTER_HOUR))
                .addIfGiven("and s.account_id = ?", filter.accountId())
                .addIfGiven("and s.key_id = ?", filter.keyId())
                .addIfGiven("and s.provider_id = ?", filter.providerId())
                .addIfGiven("and s.model = ?", filter.model())
                .addIfGiven("and s.status = ?", filter.status())
                .addIfGiven("and ? = any (s.tags)", filter.tag());
    }

    private static void addRows(Query query, Level level, Grain grain, Instant from, Instant to) {
        query.add("select * from " + level.table())
                .add("where grain = ?", grain.at(level))
                .add("and starts_at >= ? and starts_at < ?", from, to);
    }
}
