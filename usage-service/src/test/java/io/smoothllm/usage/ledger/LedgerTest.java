package io.smoothllm.usage.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.rollup.KnownNames;
import io.smoothllm.usage.rollup.Rollups;
import io.smoothllm.usage.testing.Books;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Calls.Named;
import io.smoothllm.usage.testing.VariedCalls;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LedgerTest {
    @Inject DataSource database;
    private Ledger ledger;
    private Books books;

    @BeforeEach
    void openLedger() {
        ledger = anotherLedger();
        books = new Books(database);
    }

    @Test
    void theSameEventsThreeTimesInRandomOrderCountOnce() throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            var random = new Random(seed);
            var account = Named.of("ada");
            var calls = variedCalls(account, 300, random);
            ledger.record(calls);
            var once = books.ledgerOf(account.id());

            var thrice = new ArrayList<>(calls);
            thrice.addAll(calls);
            thrice.addAll(calls);
            Collections.shuffle(thrice, random);
            for (int from = 0; from < thrice.size(); from += 70) {
                ledger.record(thrice.subList(from, Math.min(from + 70, thrice.size())));
            }

            assertThat(once.requests()).isEqualTo(300);
            assertThat(books.ledgerOf(account.id())).isEqualTo(once);
            assertRollupsEqualLedger(account);
        }
    }

    @Test
    void rollupsEqualTheLedgerToTheLastDigit() throws Exception {
        var account = Named.of("ada");
        var calls = variedCalls(account, 2000, new Random(7));
        var cost =
                calls.stream().map(c -> c.costUsd().usd()).reduce(BigDecimal.ZERO, BigDecimal::add);

        ledger.record(calls);

        assertThat(books.ledgerOf(account.id()).costUsd()).isEqualByComparingTo(cost);
        assertRollupsEqualLedger(account);
    }

    @Test
    void everythingIsTheSumOfAllAccounts() throws Exception {
        ledger.record(variedCalls(Named.of("ada"), 50, new Random(1)));

        for (var table : List.of("rollup_quarter_hour", "rollup_day")) {
            var sql =
                    "select sum(requests)::text || ' ' || sum(cost_usd)::text || ' ' || sum(latency)::text from %s where grain = '%s'";
            assertThat(books.single(String.class, sql.formatted(table, "EVERYTHING")))
                    .isEqualTo(books.single(String.class, sql.formatted(table, "DETAIL")));
        }
    }

    @Test
    void aLateEventLandsInTheBucketOfItsTime() throws Exception {
        var late =
                Instant.now()
                        .minus(Duration.ofDays(200))
                        .truncatedTo(ChronoUnit.HOURS)
                        .plusSeconds(44 * 60);
        var calls = Calls.calls().at(late);

        ledger.record(List.of(calls.next()));

        var bucket =
                books.single(
                        OffsetDateTime.class,
                        "select starts_at from rollup_quarter_hour u join series s on s.id = u.series_id where s.key_id = ?",
                        calls.key().id());
        assertThat(bucket.toInstant()).isEqualTo(late.minusSeconds(14 * 60));
        var day = LocalDate.ofInstant(late, ZoneOffset.UTC).toString().replace("-", "");
        assertThat(
                        books.single(
                                String.class,
                                "select tableoid::regclass::text from ledger where key_id = ?",
                                calls.key().id()))
                .isEqualTo("ledger_" + day);
    }

    @Test
    void anEventWithNanosecondsIsRecognisedAgain() throws Exception {
        var calls =
                Calls.calls()
                        .at(Instant.now().truncatedTo(ChronoUnit.SECONDS).plusNanos(999_999_999));
        var call = calls.next();

        int first = ledger.record(List.of(call));
        int second = ledger.record(List.of(call));

        assertThat(first).isEqualTo(1);
        assertThat(second).isZero();
        assertRollupsEqualLedger(calls.account());
    }

    @Test
    void textThatTheDatabaseCannotHoldStillCounts() throws Exception {
        var calls = Calls.calls().model("gpt\u0000-\ud800").tagged("a\u0000", "ü 🙂 \"{},\\");

        ledger.record(List.of(calls.next()));

        assertThat(
                        books.single(
                                String.class,
                                "select model from ledger where key_id = ?",
                                calls.key().id()))
                .isEqualTo("gpt\uFFFD-?");
        assertThat(
                        books.single(
                                String.class,
                                "select tags[2] from ledger where key_id = ?",
                                calls.key().id()))
                .isEqualTo("ü 🙂 \"{},\\");
        assertRollupsEqualLedger(calls.account());
    }

    @Test
    void oneImpossibleCallLeavesNothingOfItsBatch() {
        var calls = Calls.calls();
        var good = calls.next();
        var bad = calls.taking(-1, null).next();

        assertThatThrownBy(() -> ledger.record(List.of(good, bad)))
                .isInstanceOf(SQLException.class);

        assertThat(books.rowsOf(calls.account().id())).isZero();
        assertThat(books.rollupOf(calls.account().id(), "rollup_day", "ACCOUNT").requests())
                .isZero();
    }

    @Test
    void afterAFailureSeriesAndNamesAreWrittenAgain() throws Exception {
        var calls = Calls.calls();
        var good = calls.next();
        var bad = calls.taking(-1, null).next();
        assertThatThrownBy(() -> ledger.record(List.of(good, bad)))
                .isInstanceOf(SQLException.class);

        ledger.record(List.of(good));

        assertRollupsEqualLedger(calls.account());
        assertThat(
                        books.single(
                                String.class,
                                "select name from known_name where kind = 'KEY' and id = ?",
                                calls.key().id()))
                .isEqualTo("laptop");
    }

    @Test
    void anOldNameDoesNotReplaceANewerOne() throws Exception {
        var key = Calls.calls().key();
        var now = Instant.now();
        var calls = Calls.calls();

        ledger.record(List.of(calls.with(new Named(key.id(), "new")).at(now).next()));
        anotherLedger()
                .record(
                        List.of(
                                calls.with(new Named(key.id(), "old"))
                                        .at(now.minusSeconds(60))
                                        .next()));

        assertThat(
                        books.single(
                                String.class,
                                "select name from known_name where kind = 'KEY' and id = ?",
                                key.id()))
                .isEqualTo("new");
    }

    @Test
    void severalWritersOfTheSameEventsCountThemOnce() throws Exception {
        var account = Named.of("ada");
        var calls = variedCalls(account, 1000, new Random(3));

        try (var writers = Executors.newFixedThreadPool(4)) {
            Callable<Integer> writer =
                    () -> {
                        var own = anotherLedger();
                        var mine = new ArrayList<>(calls);
                        Collections.shuffle(mine);
                        int added = 0;
                        for (int from = 0; from < mine.size(); from += 100) {
                            added += recordAgainAfterDeadlock(own, mine.subList(from, from + 100));
                        }
                        return added;
                    };
            int added = 0;
            for (var done : writers.invokeAll(Collections.nCopies(4, writer))) {
                added += done.get();
            }
            assertThat(added).isEqualTo(1000);
        }
        assertRollupsEqualLedger(account);
    }

    @Test
    void theComingWeekHasItsPartitions() {
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(7).toString().replace("-", "");

        await().until(
                        () ->
                                books.single(
                                        String.class,
                                        "select to_regclass(?)::text",
                                        "ledger_" + day),
                        ("ledger_" + day)::equals);
    }

    /// As `RecordUsage` does: what the database refuses for a passing reason comes again.
    private static int recordAgainAfterDeadlock(Ledger ledger, List<UsageRecord> calls)
            throws SQLException {
        while (true) {
            try {
                return ledger.record(calls);
            } catch (SQLException e) {
                if (Refusal.of(e).isPresent()) {
                    throw e;
                }
            }
        }
    }

    private void assertRollupsEqualLedger(Named account) {
        var ledgerSums = books.ledgerOf(account.id());
        for (var table : List.of("rollup_quarter_hour", "rollup_day")) {
            for (var grain : List.of("ACCOUNT", "DETAIL")) {
                assertThat(books.rollupOf(account.id(), table, grain))
                        .as("%s of %s", grain, table)
                        .isEqualTo(ledgerSums);
            }
        }
    }

    /// One thread's own: ledgers keep in mind what they wrote.
    private Ledger anotherLedger() {
        return new Ledger(database, new LedgerDays(database), new Rollups(), new KnownNames());
    }

    private static List<UsageRecord> variedCalls(Named account, int count, Random random) {
        return new VariedCalls(random, account).next(count);
    }
}
