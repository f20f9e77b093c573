package io.smoothllm.usage.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// A ledger of an earlier release, in a schema of its own, with calls in it.
@QuarkusTest
class UpgradeTest {
    private static final String SCHEMA = "earlier_release";

    @Inject DataSource database;

    @Test
    void whatWasRecordedBeforeHasNothingCachedForAnHour() throws SQLException {
        migrateTo("1");
        inSchema(db -> recordAt(db, "2026-01-01", ""));

        migrateTo("latest");

        inSchema(
                db -> {
                    recordAt(db, "2026-01-01", ", 7");
                    recordAt(db, "2026-01-02", ", 8");
                    assertThat(hours(db)).containsExactly(0L, 7L, 8L);
                });
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

    /// @param hour the value of the new column after a comma; empty = an earlier release's insert
    private static void recordAt(Connection db, String day, String hour) throws SQLException {
        run(db, "select make_ledger_day('%s')".formatted(day));
        run(
                db,
                """
                insert into ledger (instance, sequence, request_id, attempt, key_id, account_id,
                    provider_id, model, streamed, status, http_status, started_at, input_tokens,
                    cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
                    estimated, cost_usd, priced, price_version, latency_ms, tags %s)
                values (gen_random_uuid(), 1, 'r', 1, gen_random_uuid(), gen_random_uuid(),
                    gen_random_uuid(), 'm', false, 'SUCCEEDED', 200, '%s', 10, 0, 10, 0, 0, false,
                    0, true, 1, 5, '{}' %s)
                """
                        .formatted(
                                hour.isEmpty() ? "" : ", cache_write_hour_tokens",
                                day + "T12:00:00Z",
                                hour));
    }

    private static List<Long> hours(Connection db) throws SQLException {
        var found = new ArrayList<Long>();
        try (var statement = db.createStatement();
                var rows =
                        statement.executeQuery(
                                "select cache_write_hour_tokens from ledger order by 1")) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return found;
    }

    private static void run(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }
}
