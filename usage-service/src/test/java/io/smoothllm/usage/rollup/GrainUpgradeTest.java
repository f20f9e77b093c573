package io.smoothllm.usage.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.testing.postgres.SharedDatabase;
import io.smoothllm.usage.testing.Calls;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// The rollups of a release that knew fewer grains.
class GrainUpgradeTest {
    private static final String URL = SharedDatabase.jdbcUrl("fewer_grains");
    private static final String USER = "postgres";

    @Test
    void whatWasCountedBeforeIsCountedAtTheNewGrains() throws SQLException {
        migrateTo("3");
        var calls = Calls.calls().model("gpt").tagged("b", "ä");
        var fine = calls.next();
        var broken = calls.status(CallStatus.STREAM_BROKEN).next();
        try (var db = DriverManager.getConnection(URL, USER, USER)) {
            count(db, fine, 5);
            count(db, broken, 2);

            migrateTo("51");

            for (var level : Level.values()) {
                assertThat(counted(db, level, Grain.OFFER.of(fine))).containsExactly(5L);
                assertThat(counted(db, level, Grain.OFFER.of(broken))).containsExactly(2L);
                assertThat(counted(db, level, Grain.KEY.of(fine))).containsExactly(7L);
            }
            assertThat(counted(db, Level.DAY, Grain.CALLER.of(fine))).containsExactly(7L);
            assertThat(counted(db, Level.DAY, Grain.SERVED.of(fine))).containsExactly(7L);
            assertThat(counted(db, Level.DAY, Grain.OUTCOME.of(fine))).containsExactly(5L);
            assertThat(counted(db, Level.DAY, Grain.OUTCOME.of(broken))).containsExactly(2L);
        }
    }

    private static void migrateTo(String version) {
        Flyway.configure()
                .dataSource(URL, USER, USER)
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    private static void count(Connection db, UsageRecord call, int times) throws SQLException {
        var series = Grain.DETAIL.of(call);
        try (var insert =
                db.prepareStatement(
                        """
                        insert into series
                            (id, grain, account_id, key_id, provider_id, model, status, tags)
                        values (?, 'DETAIL', ?, ?, ?, ?, ?, ?)
                        """)) {
            insert.setObject(1, series.id());
            insert.setObject(2, series.accountId());
            insert.setObject(3, series.keyId());
            insert.setObject(4, series.providerId());
            insert.setString(5, series.model());
            insert.setString(6, series.status().name());
            insert.setArray(7, db.createArrayOf("text", series.tags().toArray()));
            insert.executeUpdate();
        }
        for (var level : Level.values()) {
            try (var insert =
                    db.prepareStatement(
                            """
                            insert into %s (series_id, starts_at, grain, requests, errors,
                                input_tokens, cached_input_tokens, cache_write_tokens,
                                output_tokens, reasoning_tokens, cost_usd, latency, first_token)
                            values (?, '2026-01-01Z', 'DETAIL', ?, 0, 0, 0, 0, 0, 0, 0, 0, 0)
                            """
                                    .formatted(level.table()))) {
                insert.setObject(1, series.id());
                insert.setInt(2, times);
                insert.executeUpdate();
            }
        }
    }

    private static List<Long> counted(Connection db, Level level, Series series)
            throws SQLException {
        try (var query =
                db.prepareStatement(
                        """
                        select array_agg(r.requests)
                        from %s r join series s on s.id = r.series_id and s.grain = r.grain
                        where r.series_id = ?
                        """
                                .formatted(level.table()))) {
            query.setObject(1, series.id());
            try (var row = query.executeQuery()) {
                row.next();
                return List.of((Long[]) row.getArray(1).getArray());
            }
        }
    }
}
