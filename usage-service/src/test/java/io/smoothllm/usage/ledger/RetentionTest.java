package io.smoothllm.usage.ledger;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    private static final String DAYS =
            "select relname from pg_class where relname ~ '^ledger_[0-9]{8}$' and relkind = 'r' and relnamespace = current_schema()::regnamespace order by 1";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SeparateLedger ledger = new SeparateLedger("retention");
    private final Retention retention = new Retention(ledger.database(), config(), metrics);

    @BeforeEach
    void fiveDaysWithACallEach() {
        for (int day = 26; day <= 30; day++) {
            ledger.record(List.of(Calls.calls().at(at(day)).next()));
        }
    }

    @AfterEach
    void empty() {
        ledger.empty();
    }

    @AfterAll
    void close() {
        ledger.close();
    }

    @Test
    void daysThatAreOldEnoughGoAndTheirSumsStay() throws SQLException {
        retention.apply(NOW);

        assertThat(ledger.texts(DAYS))
                .containsExactly("ledger_20260328", "ledger_20260329", "ledger_20260330");
        assertThat(ledger.texts("select count(*) from ledger")).containsExactly("3");
        assertThat(ledger.texts("select sum(requests) from rollup_day where grain = 'DETAIL'"))
                .containsExactly("5");
        assertThat(ledger.texts("select day from dropped_day order by 1"))
                .containsExactly("2026-03-26", "2026-03-27");
    }

    @Test
    void theOldestDayKeptIsAMetric() throws SQLException {
        retention.apply(NOW);

        assertThat(metrics.get("smoothllm.ledger.oldest.day.timestamp").gauge().value())
                .isEqualTo(LocalDate.of(2026, 3, 28).atStartOfDay(UTC).toEpochSecond());
    }

    @Test
    void aDayGoesWhenItsLastMomentIsOldEnoughAndNotBefore() throws SQLException {
        retention.apply(Instant.parse("2026-03-30T00:59:59Z"));
        var before = ledger.texts(DAYS);

        retention.apply(Instant.parse("2026-03-30T01:00:00Z"));

        assertThat(before).contains("ledger_20260326");
        assertThat(ledger.texts(DAYS))
                .doesNotContain("ledger_20260326")
                .contains("ledger_20260327");
    }

    @Test
    void aReaderHoldsADayBackAndNobodyElse() throws SQLException {
        try (var reader = ledger.database().getConnection();
                var reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.executeQuery("select count(*) from ledger").close();

            assertThatThrownBy(() -> retention.apply(NOW)).isInstanceOf(SQLException.class);

            ledger.record(
                    List.of(
                            Calls.calls().at(at(30)).next(),
                            Calls.calls().at(Instant.parse("2026-02-28T23:59:59Z")).next()));
            assertThat(ledger.texts("select to_regclass('ledger_20260326')")).doesNotContainNull();
            reader.rollback();
        }

        retention.apply(NOW);

        assertThat(ledger.texts(DAYS)).first().isEqualTo("ledger_20260328");
    }

    @Test
    void whatARoundLeftDetachedIsDroppedByTheNext() throws SQLException {
        ledger.execute("alter table ledger detach partition ledger_20260326");

        retention.apply(NOW);

        assertThat(ledger.texts(DAYS)).first().isEqualTo("ledger_20260328");
    }

    @Test
    void whileOneReplicaDropsAnotherOneDoesNot() throws SQLException {
        try (var other = ledger.database().getConnection();
                var statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtextextended('ledger/retention', 0))");

            retention.apply(NOW);

            assertThat(ledger.texts(DAYS)).hasSize(5);
            assertThat(metrics.get("smoothllm.ledger.oldest.day.timestamp").gauge().value())
                    .isEqualTo(LocalDate.of(2026, 3, 26).atStartOfDay(UTC).toEpochSecond());
            statement.execute("select pg_advisory_unlock_all()");
        }
    }

    @Test
    void instancesAreForgottenOnlyWhenTheyEndedInGoodOrderLongAgo() throws SQLException {
        ledger.execute(
                """
                insert into proxy_instance (instance, received, admitted, open, closed, last_seen)
                select gen_random_uuid(), received::int8multirange, 3, open::int8multirange, closed, seen
                from (values
                    ('{[1,3]}', '{}', true, timestamptz '2026-03-28T11:59:59Z'),
                    ('{[1,3]}', '{}', true, '2026-03-28T12:00:01Z'),
                    ('{[1,3]}', '{}', false, '2026-03-01T00:00:00Z'),
                    ('{[1,2]}', '{}', true, '2026-03-01T00:00:00Z'),
                    ('{[1,2]}', '{[3,3]}', true, '2026-03-01T00:00:00Z'))
                    as known (received, open, closed, seen)
                """);

        retention.apply(NOW);

        assertThat(
                        ledger.texts(
                                "select last_seen at time zone 'UTC' || ' ' || received::text || closed from proxy_instance order by 1"))
                .containsExactly(
                        "2026-03-01 00:00:00 {[1,3)}true",
                        "2026-03-01 00:00:00 {[1,3)}true",
                        "2026-03-01 00:00:00 {[1,4)}false",
                        "2026-03-28 12:00:01 {[1,4)}true");
    }

    @Test
    void noCallIsTakenThatWouldBeginADroppedDayAgain() {
        var config = Settings.of(LedgerConfig.class);

        assertThat(Retention.oldest(NOW, config, config()))
                .isEqualTo(NOW.minus(Duration.ofDays(3)));
    }

    private static Instant at(int day) {
        return LocalDate.of(2026, 3, day).atTime(12, 0).toInstant(UTC);
    }

    /// Three days, and no patience with readers.
    private static RetentionConfig config() {
        return Settings.of(
                RetentionConfig.class,
                Map.of("smoothllm.ledger.keep", "3d", "smoothllm.ledger.patience", "100ms"));
    }
}
