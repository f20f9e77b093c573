package io.smoothllm.usage.reprice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import com.github.f4b6a3.uuid.UuidCreator;
import io.smoothllm.kit.access.Caller;
import io.smoothllm.kit.page.Page;
import io.smoothllm.model.Money;
import io.smoothllm.model.Wire;
import io.smoothllm.model.price.PriceList;
import io.smoothllm.usage.sql.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/// What was asked for, and how far it got.
@ApplicationScoped
class Reprices {
    private static final String ADD =
            """
            insert into reprice (id, idempotency_key, starts_at, ends_at, provider_id,
                upstream_model, prices, reason, asked_by, asked_by_name,
                done_time, done_instance, done_sequence)
            values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)
            on conflict (idempotency_key) do nothing
            """;

    private static final String ADVANCE =
            """
            update reprice set done_time = ?, done_instance = ?, done_sequence = ?,
                finished_at = case when ? then now() end,
                calls = calls + ?, corrected = corrected + ?,
                old_usd = old_usd + ?, new_usd = new_usd + ?
            where id = ?
            """;

    private final DataSource database;

    Reprices(DataSource database) {
        this.database = database;
    }

    /// The reprice of that key, which is another's when the key was used before.
    ///
    /// @param key null = none; the new id is one
    Reprice open(Wanted wanted, String key, Caller caller) throws SQLException {
        var id = UuidCreator.getTimeOrderedEpoch();
        var known = key == null ? id.toString() : key;
        try (var db = database.getConnection();
                var insert = db.prepareStatement(ADD)) {
            var start = Place.before(wanted.from());
            insert.setObject(1, id);
            insert.setString(2, known);
            insert.setObject(3, wanted.from().atOffset(UTC));
            insert.setObject(4, wanted.to().atOffset(UTC));
            insert.setObject(5, wanted.providerId());
            insert.setString(6, wanted.model());
            insert.setString(7, new String(Wire.write(wanted.prices()), UTF_8));
            insert.setString(8, wanted.reason());
            insert.setObject(9, caller.id());
            insert.setString(10, caller.email());
            insert.setObject(11, start.time().atOffset(UTC));
            insert.setObject(12, start.instance());
            insert.setLong(13, start.sequence());
            insert.executeUpdate();
        }
        return new Query()
                .add("select * from reprice where idempotency_key = ?", known)
                .list(database, Reprices::read)
                .getFirst();
    }

    Reprice get(UUID id) {
        return new Query()
                .add("select * from reprice where id = ?", id)
                .list(database, Reprices::read)
                .getFirst();
    }

    /// Newest first.
    ///
    /// @param after null = from the newest on
    Page<Reprice> page(UUID after, int size) {
        var rows =
                new Query()
                        .add("select * from reprice where true")
                        .addIfGiven("and id < ?", after)
                        .add("order by id desc limit ?", size + 1)
                        .list(database, Reprices::read);
        return Page.of(rows, size, Function.identity(), reprice -> reprice.repriceId().toString());
    }

    /// Where to go on; empty when it is finished. Waits for any other reprice's batch: each works
    /// from what the calls cost after it.
    static Optional<Place> lockPlace(Connection db, UUID id) throws SQLException {
        try (var lock = db.prepareStatement("select pg_advisory_xact_lock(hashtext('reprice'))")) {
            lock.execute();
        }
        try (var select =
                db.prepareStatement("select * from reprice where id = ? and finished_at is null")) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Place(
                                        time(row, "done_time"),
                                        row.getObject("done_instance", UUID.class),
                                        row.getLong("done_sequence")))
                        : Optional.empty();
            }
        }
    }

    static void advance(Connection db, UUID id, Place place, Batch batch) throws SQLException {
        var reached = batch.next() == null ? place : batch.next();
        var sums = RepriceResult.NOTHING.plus(batch);
        try (var update = db.prepareStatement(ADVANCE)) {
            update.setObject(1, reached.time().atOffset(UTC));
            update.setObject(2, reached.instance());
            update.setLong(3, reached.sequence());
            update.setBoolean(4, batch.next() == null);
            update.setLong(5, sums.rows());
            update.setLong(6, sums.correctedRows());
            update.setBigDecimal(7, sums.oldUsd().usd());
            update.setBigDecimal(8, sums.newUsd().usd());
            update.setObject(9, id);
            update.executeUpdate();
        }
    }

    private static Reprice read(ResultSet row) throws SQLException {
        var oldUsd = row.getBigDecimal("old_usd");
        var newUsd = row.getBigDecimal("new_usd");
        return new Reprice(
                row.getObject("id", UUID.class),
                row.getString("idempotency_key"),
                time(row, "starts_at"),
                time(row, "ends_at"),
                row.getObject("provider_id", UUID.class),
                row.getString("upstream_model"),
                Wire.read(row.getString("prices").getBytes(UTF_8), PriceList.class),
                row.getString("reason"),
                row.getObject("asked_by", UUID.class),
                row.getString("asked_by_name"),
                time(row, "asked_at"),
                time(row, "finished_at"),
                row.getLong("calls"),
                row.getLong("corrected"),
                new Money(oldUsd),
                new Money(newUsd),
                new Money(newUsd.subtract(oldUsd)));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
