package io.smoothllm.usage.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.usage.ledger.SeparateLedger;
import io.smoothllm.usage.problem.UsageProblemException;
import io.smoothllm.usage.rollup.Grain;
import io.smoothllm.usage.rollup.Level;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Calls.Named;
import io.smoothllm.usage.testing.VariedCalls;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollupCheckTest {
    private static final Instant FROM = Instant.parse("2026-02-27T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-02T00:00:00Z");

    private final SeparateLedger ledger = new SeparateLedger("rollup_check");
    private final RollupCheck check = new RollupCheck(ledger.database());

    @BeforeEach
    void threeDaysOfCalls() {
        ledger.record(
                new VariedCalls(new Random(5), Named.of("ada"), Named.of("bob"))
                        .between(FROM, TO, 600));
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
    void whatTheIntakeWroteIsConsistent() {
        assertThat(check.compare(FROM, TO))
                .isEqualTo(new RollupCheck.Comparison(true, 3, List.of(), List.of(), false));
    }

    @Test
    void strangeTextAndTheRarestTimesAreConsistentToo() {
        ledger.record(
                List.of(
                        Calls.calls().at(FROM).model("a\u0000b").tagged("\u0000", "\ud800").next(),
                        Calls.calls().at(FROM).model("a\uFFFDb").taking(0, 0L).next(),
                        Calls.calls().at(TO.minusNanos(1)).tagged("\uE000", "🙂", "").next(),
                        Calls.calls().at(FROM).taking(10_000_000_000L, 9_999_999_999L).next()));

        assertThat(check.compare(FROM, TO).differences()).isEmpty();
    }

    @Test
    void partsOfADayAreTheWholeDay() {
        var comparison = check.compare(FROM.plusSeconds(5), FROM.plus(Duration.ofDays(1)));

        assertThat(comparison.checkedDays()).isEqualTo(1);
        assertThat(comparison.consistent()).isTrue();
    }

    @Test
    void aCostThatIsOffInItsLastDigitIsFoundAndNamed() {
        var cost =
                ledger.texts(
                        "select cost_usd::text from rollup_day where grain = 'EVERYTHING' order by starts_at");
        ledger.execute(
                "update rollup_day set cost_usd = cost_usd + 1e-19 where grain = 'EVERYTHING' and starts_at = '2026-02-28T00:00:00Z'");

        var comparison = check.compare(FROM, TO);

        assertThat(comparison.consistent()).isFalse();
        assertThat(comparison.differences())
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.day()).isEqualTo(LocalDate.of(2026, 2, 28));
                            assertThat(found.table()).isEqualTo("rollup_day");
                            assertThat(found.grain()).isEqualTo("EVERYTHING");
                            assertThat(found.column()).isEqualTo("costUsd");
                            assertThat(found.ledger()).isEqualTo(stripped(cost.get(1)));
                            assertThat(found.rollup()).isNotEqualTo(found.ledger());
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "rollup_quarter_hour, requests = requests + 1, requests",
        "rollup_quarter_hour, errors = errors - 1, errors",
        "rollup_day, input_tokens = input_tokens + 1, inputTokens",
        "rollup_day, cached_input_tokens = cached_input_tokens + 1, cachedInputTokens",
        "rollup_day, cache_write_tokens = cache_write_tokens + 1, cacheWriteTokens",
        "rollup_day, cache_write_hour_tokens = cache_write_hour_tokens + 1, cacheWriteHourTokens",
        "rollup_day, output_tokens = output_tokens + 1, outputTokens",
        "rollup_day, reasoning_tokens = reasoning_tokens + 1, reasoningTokens",
        "rollup_day, latency = latency + 1e12, latencyMs",
        "rollup_quarter_hour, latency = latency * 2.5, latencyMs",
        "rollup_quarter_hour, first_token = first_token + 1, firstTokenMs"
    })
    void anySumThatWasSpoiledIsFound(String table, String change, String column) {
        ledger.execute(
                "update %1$s set %2$s where (series_id, starts_at) in (select series_id, starts_at from %1$s where grain = 'DETAIL' and latency > 0 limit 1)"
                        .formatted(table, change));

        assertThat(check.compare(FROM, TO).differences())
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.table()).isEqualTo(table);
                            assertThat(found.column()).isEqualTo(column);
                            assertThat(found.series().keyId()).isNotNull();
                        });
    }

    @Test
    void aCallThatIsCountedAndNotInTheLedgerIsFoundAtEveryGrain() {
        ledger.execute(
                "delete from ledger where (started_at, instance) = (select started_at, instance from ledger order by 1, 2 limit 1)");

        var found = check.compare(FROM, TO).differences();

        assertThat(found)
                .filteredOn(difference -> difference.column().equals("requests"))
                .extracting(difference -> difference.table() + " " + difference.grain())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Level.values())
                                .flatMap(
                                        level ->
                                                Stream.of(Grain.values())
                                                        .filter(grain -> grain.isKeptAt(level))
                                                        .map(grain -> level.table() + " " + grain))
                                .toList());
    }

    @Test
    void aSumWithoutAnyCallsIsFoundEvenWhereTheLedgerHasNoDay() {
        ledger.execute(
                "update rollup_day set starts_at = '2026-01-01T00:00:00Z' where grain = 'EVERYTHING' and starts_at = '2026-03-01T00:00:00Z'");

        assertThat(
                        check.compare(
                                        Instant.parse("2026-01-01T00:00:00Z"),
                                        Instant.parse("2026-01-02T00:00:00Z"))
                                .differences())
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.ledger()).isIn("0", "{}"));
    }

    @Test
    void daysThatWereDroppedAreToldAndNotCompared() {
        ledger.execute("delete from ledger where started_at < '2026-02-28T00:00:00Z'");
        ledger.execute("insert into dropped_day (day) values ('2026-02-27')");

        assertThat(check.compare(FROM, TO))
                .isEqualTo(
                        new RollupCheck.Comparison(
                                true, 2, List.of(LocalDate.of(2026, 2, 27)), List.of(), false));
    }

    @Test
    void noMoreThanSomeDifferencesAreTold() {
        ledger.execute("delete from ledger");

        var comparison = check.compare(FROM, TO);

        assertThat(comparison.differences()).hasSize(RollupCheck.MOST_DIFFERENCES);
        assertThat(comparison.more()).isTrue();
    }

    @Test
    void moreThan400DaysAreRefused() {
        assertThatThrownBy(() -> check.compare(FROM, FROM.plus(Duration.ofDays(401))))
                .isInstanceOf(UsageProblemException.class);
    }

    private static String stripped(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
