package io.smoothllm.usage.spend;

import io.smoothllm.model.key.Budget.Period;
import io.smoothllm.model.spend.SpendTotal.Scope;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.sql.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The running totals, changed inside the caller's transaction. Whoever writes several rows writes
/// them in the database's order of their ids, so that nobody waits in a circle: lanes of the
// intake,
/// corrections, and the outbox's relay.
public final class SpendTotals {
    private static final Columns<Addition> COLUMNS =
            new Columns<Addition>()
                    .add("id", "uuid", row -> row.rowId)
                    .add("scope", "text", row -> row.of.scope())
                    .add("scope_id", "uuid", row -> row.of.id())
                    .add("day", "date", row -> row.day.from())
                    .add("day_usd", "numeric", row -> row.day.usd())
                    .add("week", "date", row -> row.week.from())
                    .add("week_usd", "numeric", row -> row.week.usd())
                    .add("month", "date", row -> row.month.from())
                    .add("month_usd", "numeric", row -> row.month.usd())
                    .add("total_usd", "numeric", row -> row.totalUsd)
                    .add("as_of", "timestamptz", row -> row.asOf);

    /// A row that waits to be published keeps its place in the queue.
    private static final String CHANGED =
            "version = old.version + 1, changed_at = case when old.version = old.published_version"
                    + " then now() else old.changed_at end";

    private static final String ADD =
            """
            insert into spend as old (%s, version, published_version, changed_at)
            select %s, 1, 0, now()
            on conflict (id) do update set
                %s, %s, %s,
                total_usd = old.total_usd + excluded.total_usd,
                as_of = greatest(old.as_of, excluded.as_of),
                %s
            """
                    .formatted(
                            COLUMNS.names(),
                            COLUMNS.values(),
                            added("day"),
                            added("week"),
                            added("month"),
                            CHANGED);

    /// A later period begins with what is added; to an earlier one nobody adds any more.
    private static String added(String period) {
        return """
               %1$s = greatest(old.%1$s, excluded.%1$s),
               %1$s_usd = case
                   when excluded.%1$s > old.%1$s then excluded.%1$s_usd
                   when excluded.%1$s = old.%1$s then old.%1$s_usd + excluded.%1$s_usd
                   else old.%1$s_usd end"""
                .formatted(period);
    }

    private static final String BEGIN =
            """
            update spend as old set %s, %s, %s, %s
            where id in (
                select id from spend
                where (day < ? and day_usd <> 0)
                    or (week < ? and week_usd <> 0)
                    or (month < ? and month_usd <> 0)
                order by id for update)
            """
                    .formatted(begun("day"), begun("week"), begun("month"), CHANGED);

    private static String begun(String period) {
        return "%1$s_usd = case when %1$s < ? then 0 else %1$s_usd end, %1$s = greatest(%1$s, ?)"
                .formatted(period);
    }

    private SpendTotals() {}

    /// Adds calls that are new to the ledger.
    public static void addCalls(Connection db, Collection<UsageRecord> calls) throws SQLException {
        add(db, calls.stream().map(Spent::of).toList());
    }

    /// Adds amounts, also those less than zero, to the totals of their keys and accounts.
    public static void add(Connection db, Collection<Spent> amounts) throws SQLException {
        var rows = additionsOf(amounts, LocalDate.now(ZoneOffset.UTC));
        if (rows.isEmpty()) {
            return;
        }
        try (var upsert = db.prepareStatement(ADD)) {
            COLUMNS.bind(upsert, rows);
            upsert.executeUpdate();
        }
    }

    private static List<Addition> additionsOf(Collection<Spent> amounts, LocalDate today) {
        Map<ScopeKey, Addition> additions = new HashMap<>();
        for (var spent : amounts) {
            if (spent.usd().signum() != 0) {
                for (var scope : Scope.values()) {
                    var id = scope == Scope.KEY ? spent.keyId() : spent.accountId();
                    additions
                            .computeIfAbsent(new ScopeKey(scope, id), Addition::new)
                            .add(spent, today);
                }
            }
        }
        return additions.values().stream()
                // PostgreSQL compares the bytes of a UUID, as a comparison of its text does.
                .sorted(Comparator.comparing(row -> row.rowId.toString()))
                .toList();
    }

    /// Begins the periods of that day in all rows whose last one was spent in, so that they are
    /// published: a reader that only looks at the amount is right again, too.
    static int begin(Connection db, LocalDate today) throws SQLException {
        try (var update = db.prepareStatement(BEGIN)) {
            int next = 1;
            for (int times : new int[] {2, 1}) {
                for (var period : List.of(Period.DAY, Period.WEEK, Period.MONTH)) {
                    for (int i = 0; i < times; i++) {
                        update.setObject(next++, period.firstDay(today));
                    }
                }
            }
            return update.executeUpdate();
        }
    }
}
