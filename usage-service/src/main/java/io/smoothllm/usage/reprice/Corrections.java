package io.smoothllm.usage.reprice;

import static java.util.stream.Collectors.toMap;

import io.smoothllm.usage.rollup.Rollups;
import io.smoothllm.usage.spend.SpendTotals;
import io.smoothllm.usage.spend.Spent;
import io.smoothllm.usage.sql.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Writes what differs: a correcting row a call, and the differences into all sums.
final class Corrections {
    private record Row(UUID reprice, PricedCall priced) {}

    private static final Columns<Row> COLUMNS =
            new Columns<Row>()
                    .add("reprice_id", "uuid", Row::reprice)
                    .add("started_at", "timestamptz", row -> row.priced.call().startedAt())
                    .add("instance", "uuid", row -> row.priced.call().eventId().instance())
                    .add("sequence", "int8", row -> row.priced.call().eventId().sequence())
                    .add("old_usd", "numeric", row -> row.priced.oldUsd().toPlainString())
                    .add("old_price_version", "int8", row -> row.priced.call().priceVersion())
                    .add("old_reprice_id", "uuid", row -> row.priced.oldReprice())
                    .add(
                            "difference_usd",
                            "numeric",
                            row -> row.priced.difference().toPlainString());

    private static final String INSERT =
            "insert into correction (%s) select %s".formatted(COLUMNS.names(), COLUMNS.values());

    private Corrections() {}

    /// @param rollups of the caller's thread
    static void write(Connection db, Rollups rollups, UUID reprice, List<PricedCall> changed)
            throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        try (var insert = db.prepareStatement(INSERT)) {
            COLUMNS.bind(insert, changed.stream().map(call -> new Row(reprice, call)).toList());
            insert.executeUpdate();
        }
        rollups.correct(
                db,
                changed.stream().map(PricedCall::call).toList(),
                changed.stream()
                        .collect(toMap(call -> call.call().eventId(), PricedCall::difference)));
        SpendTotals.add(db, changed.stream().map(Corrections::spent).toList());
    }

    private static Spent spent(PricedCall changed) {
        var call = changed.call();
        return Spent.correction(
                call.keyId(), call.accountId(), call.startedAt(), changed.difference());
    }
}
