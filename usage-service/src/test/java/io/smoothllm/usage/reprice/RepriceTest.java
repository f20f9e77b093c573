package io.smoothllm.usage.reprice;

import static io.restassured.RestAssured.given;
import static io.smoothllm.usage.testing.Recorded.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smoothllm.kit.access.Caller;
import io.smoothllm.kit.access.Role;
import io.smoothllm.model.Wire;
import io.smoothllm.model.price.PriceList;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.rollup.Rollups;
import io.smoothllm.usage.testing.Books;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Tokens;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every call costs 0.000125 when it is recorded, and 0.001591 by the prices of an [Order]:
/// 50 × 2 + 40 × 0.5 + 6 × 2.5 + 4 × 4 + 30 × 8 + 20 × 10 millionths, and 0.001 for the request.
@QuarkusTest
class RepriceTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Inject DataSource database;
    @Inject Repricing repricing;
    @Inject Reprices reprices;

    private final Calls calls = Calls.calls();
    private Books books;

    @BeforeEach
    void openBooks() {
        books = new Books(database);
    }

    @Test
    void callsCostWhatTheNewPricesSayAndAllSumsFollow() {
        record(database, over(3, Duration.ofHours(20)));
        var before = books.ledgerOf(calls.account().id());

        var done = Order.of(calls).done();

        assertThat(done.getString("oldUsd")).isEqualTo("0.000375");
        assertThat(done.getString("newUsd")).isEqualTo("0.004773");
        assertThat(done.getString("differenceUsd")).isEqualTo("0.004398");
        assertThat(done.getMap(""))
                .containsEntry("rows", 3)
                .containsEntry("correctedRows", 3)
                .containsEntry("dryRun", false);
        assertThat(books.ledgerOf(calls.account().id())).as("the ledger").isEqualTo(before);
        assertSumsAre("0.004773");
    }

    @Test
    void aReportShowsTheCorrectedCostAndACallBoth() {
        record(database, calls.next());

        Order.of(calls).done();

        assertThat(report("").getString("costUsd")).isEqualTo("0.001591");
        assertThat(report("/recent").<Map<String, Object>>get("items[0]"))
                .containsEntry("costUsd", "0.000125")
                .containsEntry("correctionUsd", "0.001466")
                .containsEntry("priceVersion", 7);
    }

    @Test
    void aCallThatWasNotCorrectedSaysSo() {
        record(database, calls.next());

        assertThat(report("/recent").<Map<String, Object>>get("items[0]"))
                .containsEntry("correctionUsd", null);
    }

    @Test
    void aDryRunChangesNothing() {
        record(database, over(3, Duration.ofHours(20)));

        var tried = Order.of(calls).with("dryRun", true).keyed("dry-" + UUID.randomUUID()).done();

        assertThat(tried.getMap(""))
                .containsEntry("repriceId", null)
                .containsEntry("dryRun", true)
                .containsEntry("rows", 3)
                .containsEntry("differenceUsd", "0.004398");
        assertThat(corrections()).isZero();
        assertSumsAre("0.000375");
    }

    @Test
    void theSameKeyTwiceIsOneReprice() {
        record(database, calls.next());
        var order = Order.of(calls).keyed("key-" + UUID.randomUUID());

        var first = order.done();
        var second = order.done();

        assertThat(second.getMap("")).isEqualTo(first.getMap(""));
        assertThat(corrections()).isEqualTo(1);
        assertSumsAre("0.001591");
    }

    @Test
    void aKeyStandsForOneRequestOnly() {
        var order = Order.of(calls).keyed("key-" + UUID.randomUUID());
        order.done();

        var other = order.with("reason", "another one").sent();

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.jsonPath().getString("type"))
                .isEqualTo("urn:smoothllm:problem:idempotency-key-reused");
    }

    @Test
    void aSecondRepriceWorksFromTheCorrectedCost() {
        record(database, calls.next());
        Order.of(calls).done();

        var down = Order.of(calls).at("1").done();

        // 100 × 1 + 50 × 1 millionths
        assertThat(down.getString("oldUsd")).isEqualTo("0.001591");
        assertThat(down.getString("newUsd")).isEqualTo("0.00015");
        assertThat(down.getString("differenceUsd")).isEqualTo("-0.001441");
        assertThat(corrections()).isEqualTo(2);
        assertSumsAre("0.00015");
    }

    @Test
    void whatCostsTheSameIsNotCorrected() {
        record(database, calls.costing("0.00015").next());

        var done = Order.of(calls).at("1").done();

        assertThat(done.getMap("")).containsEntry("rows", 1).containsEntry("correctedRows", 0);
        assertThat(corrections()).isZero();
    }

    @Test
    void onlyTheCallsThatAreMeantAreRepriced() {
        var hour = NOW.truncatedTo(ChronoUnit.HOURS);
        record(
                database,
                calls.at(hour.minusSeconds(1)).next(),
                calls.at(hour.minusNanos(1000)).next(),
                calls.at(hour).next(),
                calls.at(hour.minusSeconds(2)).model("gpt-6").next(),
                Calls.calls().by(calls.account()).at(hour.minusSeconds(3)).next());

        var done = Order.of(calls).with("to", hour.toString()).done();

        assertThat(done.getInt("rows")).isEqualTo(2);
        assertSumsAre("0.003557");
    }

    @Test
    void aLongCallIsPricedByItsTier() {
        record(database, calls.tokens(new TokenCounts(200_001, 0, 0, 1000, 0)).next());
        var prices =
                Map.of(
                        "inputPrice", "1",
                        "outputPrice", "10",
                        "tiers", List.of(Map.of("aboveInputTokens", 200_000, "inputPrice", "2")));

        var done = Order.of(calls).at(prices).done();

        assertThat(done.getString("newUsd")).isEqualTo("0.410002");
    }

    @Test
    void manyCallsTakeSeveralBatches() {
        record(database, over(2_050, Duration.ofDays(2)));

        var done = Order.of(calls).done();

        assertThat(done.getInt("rows")).isEqualTo(2_050);
        assertThat(done.getInt("correctedRows")).isEqualTo(2_050);
        assertSumsAre("3.26155");
    }

    @Test
    void theCheckOfTheRollupsCountsCorrections() {
        var day = NOW.minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.DAYS);
        record(database, calls.at(day).next(), calls.at(day.plusSeconds(3_600)).next());
        var nextDay = day.plus(Duration.ofDays(1));

        var done =
                Order.of(calls).with("from", day.toString()).with("to", nextDay.toString()).done();

        assertThat(done.getInt("correctedRows")).isEqualTo(2);
        given().auth()
                .oauth2(Tokens.admin())
                .queryParam("from", day.toString())
                .queryParam("to", nextDay.toString())
                .get("/api/v1/usage/integrity/rollups")
                .then()
                .statusCode(200)
                .body("consistent", is(true), "checkedDays", is(1));
    }

    @Test
    void whatWasBrokenOffGoesOnWhereItStopped() throws Exception {
        record(database, over(20, Duration.ofDays(3)));
        var key = "key-" + UUID.randomUUID();
        var order = Order.of(calls).keyed(key);
        var wanted = wanted(order);
        var open = reprices.open(wanted, key, new Caller(UUID.randomUUID(), "ada", Role.ADMIN));
        for (int days = 0; days < 4; days++) {
            repricing.takeBatch(open.repriceId(), wanted, new Rollups());
        }
        long byThen = corrections();

        var done = order.done();

        assertThat(byThen).as("a part of them").isBetween(1L, 19L);
        assertThat(done.getMap(""))
                .containsEntry("repriceId", open.repriceId().toString())
                .containsEntry("rows", 20)
                .containsEntry("correctedRows", 20);
        assertSumsAre("0.03182");
    }

    @Test
    void twoAtOnceLeaveSumsThatAreRight() throws Exception {
        record(database, over(60, Duration.ofDays(3)));
        var ones = Order.of(calls).at("1");
        var twos = Order.of(calls).at("2");

        try (var admins = Executors.newFixedThreadPool(2)) {
            for (var sent : admins.invokeAll(List.<Callable<Response>>of(ones::sent, twos::sent))) {
                assertThat(sent.get().statusCode()).isEqualTo(200);
            }
        }

        assertSumsAre(correctedCost().toPlainString());
        assertThat(correctedCost()).isBetween(new BigDecimal("0.009"), new BigDecimal("0.018"));
    }

    @Test
    void whatWasDoneIsListedNewestFirst() {
        record(database, calls.next());
        Order.of(calls).done();
        var id = Order.of(calls).at("1").with("reason", " to be seen ").done().get("repriceId");

        var list =
                given().auth()
                        .oauth2(Tokens.admin())
                        .get(Order.PATH)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();

        assertThat(list.<Map<String, Object>>get("items[0]"))
                .containsEntry("repriceId", id)
                .containsEntry("idempotencyKey", id)
                .containsEntry("reason", "to be seen")
                .containsEntry("model", "gpt-5-upstream")
                .containsEntry("differenceUsd", "-0.001441")
                .containsKeys("askedBy", "askedByName", "askedAt");
        assertThat(list.<Object>get("items[0].finishedAt")).isNotNull();
        assertThat(list.getString("items[0].prices.inputPrice")).isEqualTo("1");
    }

    private static Wanted wanted(Order order) {
        var body = order.body();
        var prices = (Map<?, ?>) body.get("prices");
        return new Wanted(
                Instant.parse((String) body.get("from")).truncatedTo(ChronoUnit.MICROS),
                Instant.parse((String) body.get("to")).truncatedTo(ChronoUnit.MICROS),
                UUID.fromString((String) body.get("providerId")),
                (String) body.get("model"),
                Wire.read(Wire.write(prices), PriceList.class),
                (String) body.get("reason"));
    }

    private UsageRecord[] over(int count, Duration time) {
        return IntStream.range(0, count)
                .mapToObj(i -> calls.at(NOW.minus(time.multipliedBy(i).dividedBy(count))).next())
                .toArray(UsageRecord[]::new);
    }

    private void assertSumsAre(String usd) {
        var account = calls.account().id();
        var ledger = books.ledgerOf(account);
        var expected = new BigDecimal(usd).stripTrailingZeros();
        assertThat(correctedCost().stripTrailingZeros()).isEqualTo(expected);
        assertThat(spent(account)).as("spend of the account").isEqualTo(expected);
        for (var table : List.of("rollup_quarter_hour", "rollup_day")) {
            for (var grain : List.of("ACCOUNT", "DETAIL")) {
                var sums = books.rollupOf(account, table, grain);
                assertThat(sums.costUsd()).as("%s of %s", grain, table).isEqualTo(expected);
                assertThat(sums)
                        .usingRecursiveComparison()
                        .ignoringFields("costUsd")
                        .isEqualTo(ledger);
            }
        }
    }

    private BigDecimal spent(UUID scope) {
        var usd =
                books.single(
                        BigDecimal.class, "select total_usd from spend where scope_id = ?", scope);
        return usd == null ? BigDecimal.ZERO : usd.stripTrailingZeros();
    }

    private BigDecimal correctedCost() {
        return books.single(
                BigDecimal.class,
                "select sum(c.cost_usd) from ledger_cost c join ledger using (started_at, instance,"
                        + " sequence) where account_id = ?",
                calls.account().id());
    }

    private long corrections() {
        return books.single(
                Long.class,
                "select count(*) from correction join ledger using (started_at, instance, sequence)"
                        + " where account_id = ?",
                calls.account().id());
    }

    private JsonPath report(String path) {
        return given().auth()
                .oauth2(Tokens.admin())
                .queryParam("userId", calls.account().id())
                .get("/api/v1/usage" + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
