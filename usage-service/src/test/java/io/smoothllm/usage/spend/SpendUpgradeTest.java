package io.smoothllm.usage.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.key.Budget.Period;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// The ledger of a release that did not know of totals, in a schema of its own.
@QuarkusTest
class SpendUpgradeTest {
    private static final String SCHEMA = "release_without_spend";
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private final UUID account = UUID.randomUUID();
    private final UUID key = UUID.randomUUID();
    private final UUID otherKey = UUID.randomUUID();

    @Inject DataSource database;

    @Test
    void totalsBeginWithWhatWasSpentBefore() throws SQLException {
        migrateTo("3");
        var series = UUID.randomUUID();
        var otherSeries = UUID.randomUUID();
        inSchema(
                db -> {
                    addSeries(db, series, key);
                    addSeries(db, otherSeries, otherKey);
                    addDay(db, series, TODAY.minusDays(400), "100");
                    addDay(db, series, TODAY, "0.000000000000000001");
                    addDay(db, series, TODAY.plusDays(1), "2");
                    addDay(db, otherSeries, TODAY.minusDays(400), "0.5");
                });

        migrateTo("30");

        inSchema(
                db -> {
                    assertThat(amounts(db, "KEY", key))
                            .isEqualTo(
                                    List.of(
                                            usd("2.000000000000000001"),
                                            usd("2.000000000000000001"),
                                            usd("2.000000000000000001"),
                                            usd("102.000000000000000001")));
                    assertThat(amounts(db, "KEY", otherKey))
                            .isEqualTo(List.of(usd("0"), usd("0"), usd("0"), usd("0.5")));
                    assertThat(amounts(db, "ACCOUNT", account).getLast())
                            .isEqualByComparingTo("102.500000000000000001");
                    assertThat(periods(db))
                            .isEqualTo(
                                    List.of(
                                            TODAY,
                                            Period.WEEK.firstDay(TODAY),
                                            Period.MONTH.firstDay(TODAY)));
                });
    }

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount).stripTrailingZeros();
    }

    private interface Work {
        void with(Connection db) throws SQLException;
    }

    /// The connection is one of the pool's, so it is given back as it came.
    private void inSchema(Work work) throws SQLException {
        try (var db = database.getConnection()) {
            run(db, "set search_path to " + SCHEMA);
            try {
                work.with(db);
            } finally {
                run(db, "set search_path to default");
            }
        }
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(database)
                .schemas(SCHEMA)
                .locations("db/migration")
                .target(version)
                .load()
                .migrate();
    }

    private void addSeries(Connection db, UUID series, UUID ofKey) throws SQLException {
        run(
                db,
                "insert into series (id, grain, account_id, key_id) values ('%s', 'DETAIL', '%s', '%s')"
                        .formatted(series, account, ofKey));
    }

    private static void addDay(Connection db, UUID series, LocalDate day, String usd)
            throws SQLException {
        run(
                db,
                """
                insert into rollup_day (series_id, starts_at, grain, requests, errors, input_tokens,
                    cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
                    cost_usd, latency, first_token)
                values ('%s', '%sT00:00:00Z', 'DETAIL', 1, 0, 0, 0, 0, 0, 0, %s, 0, 0)
                """
                        .formatted(series, day, usd));
    }

    /// Of the day, the week, the month, and all time.
    private static List<BigDecimal> amounts(Connection db, String scope, UUID id)
            throws SQLException {
        try (var query =
                db.prepareStatement(
                        "select day_usd, week_usd, month_usd, total_usd from spend where id = spend_id(?, ?)")) {
            query.setString(1, scope);
            query.setObject(2, id);
            try (var row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                return List.of(
                        row.getBigDecimal(1).stripTrailingZeros(),
                        row.getBigDecimal(2).stripTrailingZeros(),
                        row.getBigDecimal(3).stripTrailingZeros(),
                        row.getBigDecimal(4).stripTrailingZeros());
            }
        }
    }

    private static List<LocalDate> periods(Connection db) throws SQLException {
        try (var statement = db.createStatement();
                var row = statement.executeQuery("select distinct day, week, month from spend")) {
            assertThat(row.next()).isTrue();
            return List.of(
                    row.getObject(1, LocalDate.class),
                    row.getObject(2, LocalDate.class),
                    row.getObject(3, LocalDate.class));
        }
    }

    private static void run(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }
}
