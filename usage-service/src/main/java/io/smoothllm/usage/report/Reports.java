package io.smoothllm.usage.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smoothllm.usage.rollup.Dimension;
import io.smoothllm.usage.sql.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Sums over the rollups. Both ends of a range are moved outward to a quarter of an hour.
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
        var query =
                new Query()
                        .add("select t.*, " + Totals.digitsOf("t") + " from (select")
                        .add(Totals.SUMS)
                        .add("from (");
        KeptSums.of(filter, null).addRows(query);
        return query.add(") u) t").list(database, Totals::read).getFirst();
    }

    /// Every day that the range touches, also those without calls.
    List<Day> daily(Filter filter, ZoneId zone) {
        var days = LocalDays.of(filter.from(), filter.to(), zone);
        var query =
                new Query()
                        .add("select t.*, " + Totals.digitsOf("t") + " from (select u.period,")
                        .add(Totals.SUMS)
                        .add("from (");
        KeptSums.of(filter, days, null).addRows(query);
        query.add(") u group by u.period having sum(u.requests) > 0) t");
        Map<Integer, Totals> byNumber =
                query
                        .list(database, row -> new Numbered(row.getInt("period"), Totals.read(row)))
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
        var query = new Query().add("select g.*, " + Totals.digitsOf("g") + ",");
        addName(query, dimension);
        query.add("from (select u.id,").add(Totals.SUMS).add("from (");
        KeptSums.of(filter, dimension).addRows(query);
        query.add(") u group by u.id having sum(u.requests) > 0) g")
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
}
