package io.smoothllm.usage.spend;

import io.smoothllm.kit.outbox.OutboxTable;
import io.smoothllm.kit.outbox.Unpublished;
import io.smoothllm.model.Money;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.spend.SpendTotal;
import io.smoothllm.model.spend.SpendTotal.Part;
import io.smoothllm.model.spend.SpendTotal.Scope;
import io.smoothllm.usage.sql.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// Tells the proxies of totals that changed. Nobody wakes the relay: however often a total changes,
/// it is published once an interval (`smoothllm.outbox.interval`) at most.
@ApplicationScoped
class SpendOutbox implements OutboxTable {
    private static final String UNPUBLISHED =
            """
            select id, scope, scope_id, day, day_usd, week, week_usd, month, month_usd, total_usd,
                as_of, version
            from spend
            where version <> published_version
            order by changed_at
            limit ?
            """;

    private final DataSource database;

    SpendOutbox(DataSource database) {
        this.database = database;
    }

    @Override
    public String table() {
        return "spend";
    }

    @Override
    public String topic() {
        return Topics.SPEND;
    }

    @Override
    public List<Unpublished> unpublished(int limit) {
        return new Query().add(UNPUBLISHED, limit).list(database, SpendOutbox::message);
    }

    private static Unpublished message(ResultSet row) throws SQLException {
        var total = total(row);
        return Unpublished.state(
                row.getObject("id", UUID.class),
                total.version(),
                SpendTotal.topicKey(total.scope(), total.id()),
                Wire.write(total));
    }

    static SpendTotal total(ResultSet row) throws SQLException {
        return new SpendTotal(
                Scope.valueOf(row.getString("scope")),
                row.getObject("scope_id", UUID.class),
                row.getLong("version"),
                part(row, "day"),
                part(row, "week"),
                part(row, "month"),
                new Money(row.getBigDecimal("total_usd")),
                row.getObject("as_of", OffsetDateTime.class).toInstant());
    }

    private static Part part(ResultSet row, String period) throws SQLException {
        return new Part(
                row.getObject(period, LocalDate.class),
                new Money(row.getBigDecimal(period + "_usd")));
    }
}
