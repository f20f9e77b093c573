package io.smoothllm.usage.spend;

import static io.smoothllm.usage.testing.Recorded.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.Money;
import io.smoothllm.model.key.Budget.Period;
import io.smoothllm.model.spend.SpendTotal;
import io.smoothllm.model.spend.SpendTotal.Part;
import io.smoothllm.model.spend.SpendTotal.Scope;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.testing.Books;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Calls.Named;
import io.smoothllm.usage.testing.SpendTopic;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SpendTotalsTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @Inject DataSource database;
    private final SpendTopic topic = new SpendTopic();

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void whatACallCostsIsToldOfItsKeyAndOfItsAccount() {
        var calls = Calls.calls().costing("0.000125").taking(1200, 300L);
        var call = calls.next();

        record(database, call);

        var ofKey = awaitTotal(Scope.KEY, calls.key().id(), total -> true);
        var cost = Money.of("0.000125");
        assertThat(ofKey.totalUsd()).isEqualTo(cost);
        assertThat(ofKey.day()).isEqualTo(new Part(TODAY, cost));
        assertThat(ofKey.week()).isEqualTo(new Part(Period.WEEK.firstDay(TODAY), cost));
        assertThat(ofKey.month()).isEqualTo(new Part(Period.MONTH.firstDay(TODAY), cost));
        assertThat(ofKey.asOf()).isEqualTo(call.startedAt().plusMillis(1200));
        assertThat(awaitTotal(Scope.ACCOUNT, calls.account().id(), total -> true).totalUsd())
                .isEqualTo(cost);
    }

    @Test
    void anAccountHasSpentWhatItsKeysHave() {
        var ada = Named.of("ada");
        var one = Calls.calls().by(ada).costing("0.1").next();
        var other = Calls.calls().by(ada).with(Named.of("server")).costing("0.02").next();

        record(database, one, other);

        awaitTotal(Scope.ACCOUNT, ada.id(), total -> total.totalUsd().equals(Money.of("0.12")));
    }

    @Test
    void theSameCallThreeTimesIsSpentOnce() {
        var calls = Calls.calls().costing("3");
        var call = calls.next();
        record(database, call);
        record(database, call);
        record(database, call);

        record(database, calls.next());

        var total = awaitTotal(Scope.KEY, calls.key().id(), t -> t.totalUsd().equals(usd("6")));
        assertThat(total.day().usd()).isEqualTo(usd("6"));
    }

    @Test
    void aCallThatArrivesLateCountsInItsOwnDayAndNotInTodays() {
        var calls = Calls.calls().costing("1");
        record(database, calls.next());

        record(database, calls.at(Instant.now().minus(Duration.ofDays(40))).costing("5").next());

        var total = awaitTotal(Scope.KEY, calls.key().id(), t -> t.totalUsd().equals(usd("6")));
        assertThat(total.day()).isEqualTo(new Part(TODAY, usd("1")));
        assertThat(total.month().usd()).isEqualTo(usd("1"));
    }

    @Test
    void aCallFromTheFutureCountsAsTodays() {
        var calls = Calls.calls().costing("1");
        record(database, calls.at(Instant.now().plus(Duration.ofHours(23))).next());

        record(database, calls.at(Instant.now()).next());

        var total = awaitTotal(Scope.KEY, calls.key().id(), t -> t.totalUsd().equals(usd("2")));
        assertThat(total.day()).isEqualTo(new Part(TODAY, usd("2")));
    }

    @Test
    void totalsAreTheSumsOfTheirPeriodsInWhateverOrderCallsArrive() throws SQLException {
        for (int seed = 0; seed < 5; seed++) {
            var random = new Random(seed);
            var key = Named.of("key");
            var calls = callsOfFiftyDays(key, random);

            for (int from = 0; from < calls.size(); from += 30) {
                add(calls.subList(from, Math.min(from + 30, calls.size())));
            }

            var total = stored(key);
            assertThat(total.day()).isEqualTo(newest(Period.DAY, calls));
            assertThat(total.week()).isEqualTo(newest(Period.WEEK, calls));
            assertThat(total.month()).isEqualTo(newest(Period.MONTH, calls));
            assertThat(total.totalUsd()).isEqualTo(sum(calls));
        }
    }

    @Test
    void aCorrectionChangesThePeriodsOfItsCall() throws SQLException {
        var calls = Calls.calls().costing("10");
        var account = calls.account().id();
        var before = Instant.now().minus(Duration.ofDays(40));
        add(List.of(calls.next(), calls.at(before).next()));

        try (var db = database.getConnection()) {
            SpendTotals.add(
                    db,
                    List.of(
                            correction(calls, Instant.now(), "-2.5"),
                            correction(calls, before, "0.25")));
        }

        var total = stored(calls.key());
        assertThat(total.totalUsd()).isEqualTo(usd("17.75"));
        assertThat(total.day()).isEqualTo(new Part(TODAY, usd("7.5")));
        assertThat(stored(Scope.ACCOUNT, account).totalUsd()).isEqualTo(usd("17.75"));
    }

    private static Spent correction(Calls calls, Instant startedAt, String usd) {
        return Spent.correction(
                calls.key().id(), calls.account().id(), startedAt, new BigDecimal(usd));
    }

    @Test
    void aNewMonthBeginsWithNothingSpentAndIsTold() throws SQLException {
        var calls = Calls.calls().costing("4");
        record(database, calls.next());
        awaitTotal(Scope.KEY, calls.key().id(), total -> true);
        // In one transaction that nobody sees, for the other tests live today.
        SpendTotal begun;
        // Not the very next one, which may begin in this week.
        var newMonth = TODAY.plusMonths(2).withDayOfMonth(1);
        try (var db = database.getConnection()) {
            db.setAutoCommit(false);
            SpendTotals.begin(db, newMonth);
            SpendTotals.begin(db, newMonth);
            begun = stored(db, Scope.KEY, calls.key().id());
            db.rollback();
            db.setAutoCommit(true);
        }

        assertThat(begun.day()).isEqualTo(new Part(newMonth, Money.ZERO));
        assertThat(begun.week().usd()).isEqualTo(Money.ZERO);
        assertThat(begun.month()).isEqualTo(new Part(newMonth, Money.ZERO));
        assertThat(begun.totalUsd()).isEqualTo(usd("4"));
        assertThat(begun.version()).isEqualTo(2);
    }

    @Test
    void aCallThatCostsNothingChangesNothing() throws SQLException {
        var calls = Calls.calls().costing("0");

        add(List.of(calls.next()));

        assertThat(rowOf(calls.key().id())).isNull();
    }

    @Test
    void aRowHasTheIdThatTheDatabaseWouldGiveIt() {
        var key = UUID.randomUUID();

        assertThat(new Books(database).single(UUID.class, "select spend_id('KEY', ?)", key))
                .isEqualTo(new ScopeKey(Scope.KEY, key).rowId());
    }

    private SpendTotal awaitTotal(Scope scope, UUID id, Predicate<SpendTotal> wanted) {
        return await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> topic.of(scope, id), total -> total != null && wanted.test(total));
    }

    private static Money usd(String amount) {
        return Money.of(amount);
    }

    private static List<UsageRecord> callsOfFiftyDays(Named key, Random random) {
        var calls = new ArrayList<UsageRecord>();
        var made = Calls.calls().with(key);
        for (int i = 0; i < 200; i++) {
            calls.add(
                    made.at(Instant.now().minusSeconds(random.nextInt(50 * 24 * 3600)))
                            .costing("0." + (1 + random.nextInt(999_999_999)))
                            .next());
        }
        return calls;
    }

    private static Part newest(Period period, Collection<UsageRecord> calls) {
        var first =
                calls.stream()
                        .map(call -> firstDay(period, call))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        return new Part(
                first,
                sum(calls.stream().filter(call -> firstDay(period, call).equals(first)).toList()));
    }

    private static LocalDate firstDay(Period period, UsageRecord call) {
        return period.firstDay(LocalDate.ofInstant(call.startedAt(), ZoneOffset.UTC));
    }

    private static Money sum(Collection<UsageRecord> calls) {
        return calls.stream().map(UsageRecord::costUsd).reduce(Money.ZERO, Money::plus);
    }

    private void add(Collection<UsageRecord> calls) throws SQLException {
        try (var db = database.getConnection()) {
            SpendTotals.addCalls(db, calls);
        }
    }

    private UUID rowOf(UUID key) {
        return new Books(database)
                .single(UUID.class, "select id from spend where scope_id = ?", key);
    }

    private SpendTotal stored(Named key) throws SQLException {
        return stored(Scope.KEY, key.id());
    }

    private SpendTotal stored(Scope scope, UUID id) throws SQLException {
        try (var db = database.getConnection()) {
            return stored(db, scope, id);
        }
    }

    private static SpendTotal stored(Connection db, Scope scope, UUID id) throws SQLException {
        try (var query =
                db.prepareStatement("select * from spend where scope = ? and scope_id = ?")) {
            query.setString(1, scope.name());
            query.setObject(2, id);
            try (var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return SpendOutbox.total(rows);
            }
        }
    }
}
