package io.smoothllm.usage.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smoothllm.usage.rollup.Dimension;
import io.smoothllm.usage.sql.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The sums of each day, whole and in parts, for charts that stack them. The parts are the most
/// expensive of the whole range, so a part has its place on every day; all others are one more.
@ApplicationScoped
class DailyGroups {
    /// Those that a chart can tell apart.
    static final int MOST = 20;

    /// @param id a UUID, or a model's name; null for all the others together
    /// @param name the last that was seen; "other" for all the others together
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DayGroup(@Nullable String id, @Nullable String name, @JsonUnwrapped Totals totals) {}

    /// @param whole of a whole day, rather than of a group
    private record Cell(int day, boolean whole, DayGroup group) {}

    private final DataSource database;

    DailyGroups(DataSource database) {
        this.database = database;
    }

    /// Every day that the range touches; of the groups, those with calls on that day, in the order
    /// that they have in the whole range.
    List<Reports.Day> daily(Filter filter, ZoneId zone, Dimension dimension) {
        var days = LocalDays.of(filter.from(), filter.to(), zone);
        var totals = new HashMap<Integer, Totals>();
        var groups = new HashMap<Integer, List<DayGroup>>();
        for (var cell : cells(filter, days, dimension)) {
            if (cell.whole) {
                totals.put(cell.day, cell.group.totals);
            } else {
                groups.computeIfAbsent(cell.day, _ -> new ArrayList<>()).add(cell.group);
            }
        }
        return IntStream.rangeClosed(1, days.dates().size())
                .mapToObj(
                        day ->
                                new Reports.Day(
                                        days.dates().get(day - 1),
                                        totals.getOrDefault(day, Totals.NONE),
                                        groups.getOrDefault(day, List.of())))
                .toList();
    }

    /// One statement, so that the parts are those of the very same whole.
    private List<Cell> cells(Filter filter, LocalDays days, Dimension dimension) {
        var query =
                new Query()
                        .add("with cell as (select u.period as day, u.id,")
                        .add(Totals.SUMS)
                        .add("from (");
        KeptSums.of(filter, days, dimension).addRows(query);
        query.add(
                """
                ) u group by 1, 2 having sum(u.requests) > 0),
                ranked as (select id, row_number() over (
                    order by sum(cost_usd) desc, sum(requests) desc, id) as place
                    from cell group by id),
                placed as (select cell.*, least(place, ?) as place,
                    case when place <= ? then cell.id end as shown
                    from cell join ranked on cell.id = ranked.id)
                """,
                MOST + 1,
                MOST);
        query.add("select g.*, " + Totals.digitsOf("g") + ",");
        Reports.addName(query, dimension);
        query.add("from (select u.day, u.place, u.shown as id, grouping(u.place) = 1 as whole,")
                .add(Totals.SUMS)
                .add("from placed u group by grouping sets ((u.day, u.place, u.shown), (u.day))) g")
                .add("order by g.day, g.place");
        return query.list(database, row -> read(row, dimension));
    }

    private static Cell read(ResultSet row, Dimension dimension) throws SQLException {
        var id = row.getString("id");
        var name = dimension == Dimension.MODEL ? id : row.getString("name");
        return new Cell(
                row.getInt("day"),
                row.getBoolean("whole"),
                new DayGroup(id, id == null ? "other" : name, Totals.read(row)));
    }
}
