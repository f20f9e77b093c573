package io.smoothllm.usage.report;

import static io.restassured.RestAssured.given;
import static io.smoothllm.usage.testing.Recorded.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.kit.access.Role;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Calls.Named;
import io.smoothllm.usage.testing.Tokens;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReportsTest {
    @Inject DataSource database;

    @Test
    void totalsHaveEveryMeasureExactly() {
        var ada = Named.of("ada");
        var calls = Calls.calls().by(ada);
        record(
                database,
                calls.tokens(new TokenCounts(100, 40, 10, 3, 50, 20))
                        .costing("0.000000000125")
                        .next(),
                calls.costing("1.1").next(),
                calls.costing("0").status(CallStatus.UPSTREAM_ERROR).taking(90, null).next(),
                calls.status(CallStatus.CLIENT_GONE).next());

        var totals = get(ada, "", Map.of());

        assertThat(totals.getLong("requests")).isEqualTo(4);
        assertThat(totals.getLong("errors")).isEqualTo(1);
        assertThat(totals.getLong("inputTokens")).isEqualTo(400);
        assertThat(totals.getLong("cachedInputTokens")).isEqualTo(160);
        assertThat(totals.getLong("cacheWriteTokens")).isEqualTo(40);
        assertThat(totals.getLong("cacheWriteHourTokens")).isEqualTo(12);
        assertThat(totals.getLong("outputTokens")).isEqualTo(200);
        assertThat(totals.getLong("reasoningTokens")).isEqualTo(80);
        assertThat(totals.<Object>get("costUsd")).isEqualTo("1.100000000125");
    }

    @Test
    void whatNoProviderCouldBeAskedIsARequestAndNoError() {
        var ada = Named.of("ada");
        record(database, Calls.calls().by(ada).status(CallStatus.REFUSED).costing("0").next());

        var totals = get(ada, "", Map.of("status", "REFUSED"));

        assertThat(totals.getLong("requests")).isEqualTo(1);
        assertThat(totals.getLong("errors")).isZero();
    }

    @Test
    void percentilesComeFromTheMergedHistograms() {
        var ada = Named.of("ada");
        var calls = Calls.calls().by(ada);
        var many = new io.smoothllm.model.usage.UsageRecord[100];
        for (int i = 0; i < 100; i++) {
            // Spread over days and models, so that many rows merge.
            many[i] =
                    calls.model("m" + i % 7)
                            .at(Instant.now().minus(Duration.ofHours(i)))
                            .taking(100 * (i + 1), 10L * (i + 1))
                            .next();
        }
        record(database, many);

        var totals = get(ada, "", Map.of());

        assertThat(totals.getLong("latencyMs.p50")).isCloseTo(5000, Percentage.withPercentage(5));
        assertThat(totals.getLong("latencyMs.p95")).isCloseTo(9500, Percentage.withPercentage(5));
        assertThat(totals.getLong("latencyMs.p99")).isCloseTo(9900, Percentage.withPercentage(5));
        assertThat(totals.getLong("firstTokenMs.p50")).isCloseTo(500, Percentage.withPercentage(5));
    }

    @Test
    void nothingUsedIsZerosAndNoPercentiles() {
        var totals = get(Named.of("nobody"), "", Map.of());

        assertThat(totals.getLong("requests")).isZero();
        assertThat(totals.<Object>get("costUsd")).isEqualTo("0");
        assertThat(totals.getMap("latencyMs")).containsEntry("p50", null);
    }

    @Test
    void eachFilterPicksItsCalls() {
        var ada = Named.of("ada");
        var laptop = Named.of("laptop");
        var openai = Named.of("openai");
        record(
                database,
                Calls.calls().by(ada).with(laptop).next(),
                Calls.calls().by(ada).to(openai).next(),
                Calls.calls().by(ada).model("claude").next(),
                Calls.calls().by(ada).status(CallStatus.STREAM_BROKEN).next(),
                Calls.calls().by(ada).tagged("prod", "batch").next());
        var filters =
                Map.of(
                        "keyId", laptop.id().toString(),
                        "providerId", openai.id().toString(),
                        "model", "claude",
                        "status", "STREAM_BROKEN",
                        "tag", "batch");

        for (var filter : filters.entrySet()) {
            for (var report :
                    List.of(
                            "",
                            "/daily",
                            "/by-key",
                            "/by-provider",
                            "/by-model",
                            "/by-user",
                            "/recent")) {
                var answer = get(ada, report, Map.of(filter.getKey(), filter.getValue()));
                assertThat(requestsIn(answer, report)).as(report + " by " + filter).isEqualTo(1);
            }
        }
        assertThat(get(ada, "", filters).getLong("requests")).isZero();
        assertThat(get(ada, "", Map.of("tag", "bat")).getLong("requests")).isZero();
    }

    @Test
    void groupsAreTheMostExpensiveFirstAndNamed() {
        var ada = Named.of("ada");
        var laptop = Named.of("laptop");
        var server = Named.of("server");
        record(
                database,
                Calls.calls().by(ada).with(laptop).costing("0.1").next(),
                Calls.calls().by(ada).with(server).costing("0.15").next(),
                Calls.calls().by(ada).with(laptop).costing("0.1").next());

        var byKey = get(ada, "/by-key", Map.of());

        assertThat(byKey.getList("items.keyName")).containsExactly("laptop", "server");
        assertThat(byKey.getList("items.keyId"))
                .containsExactly(laptop.id().toString(), server.id().toString());
        assertThat(byKey.getList("items.costUsd")).containsExactly("0.2", "0.15");
        assertThat(byKey.getList("items.requests")).containsExactly(2, 1);
        assertThat(byKey.getMap("$")).containsEntry("next", null);
    }

    @Test
    void groupsOfEachKindCarryTheirOwnFields() {
        var ada = Named.of("ada");
        var openai = Named.of("openai");
        record(database, Calls.calls().by(ada).to(openai).model("gpt-9").next());

        assertThat(get(ada, "/by-provider", Map.of()).<Map<String, Object>>getList("items"))
                .singleElement()
                .satisfies(
                        item ->
                                assertThat(item)
                                        .containsEntry("providerId", openai.id().toString())
                                        .containsEntry("providerName", "openai")
                                        .containsEntry("requests", 1)
                                        .doesNotContainKey("totals"));
        assertThat(get(ada, "/by-model", Map.of()).getList("items.model")).containsExactly("gpt-9");
        assertThat(get(ada, "/by-user", Map.of()).getList("items.userId"))
                .containsExactly(ada.id().toString());
        assertThat(get(ada, "/by-user", Map.of()).getList("items.userName")).containsExactly("ada");
    }

    @Test
    void namesAreTheLastThatWereSeenAndSurviveEverything() {
        var ada = Named.of("ada");
        var key = UUID.randomUUID();
        var now = Instant.now();
        record(
                database,
                Calls.calls().by(ada).with(new Named(key, "new name")).at(now).next(),
                Calls.calls()
                        .by(ada)
                        .with(new Named(key, "old name"))
                        .at(now.minusSeconds(3600))
                        .next());

        assertThat(get(ada, "/by-key", Map.of()).getList("items.keyName"))
                .containsExactly("new name");
    }

    @Test
    void theRangeIsMovedOutwardToQuarterHours() {
        var ada = Named.of("ada");
        var hour = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.HOURS);
        var calls = Calls.calls().by(ada);
        record(
                database,
                calls.at(hour.minusNanos(1000)).next(),
                calls.at(hour).next(),
                calls.at(hour.plusSeconds(899)).next(),
                calls.at(hour.plusSeconds(900)).next());

        assertThat(between(ada, hour, hour.plusSeconds(900))).isEqualTo(2);
        assertThat(between(ada, hour.plusSeconds(1), hour.plusSeconds(2))).isEqualTo(2);
        assertThat(between(ada, hour.plusSeconds(899), hour.plusSeconds(901))).isEqualTo(3);
        assertThat(between(ada, hour.minusSeconds(1), hour)).isEqualTo(1);
    }

    @Test
    void wholeDaysAndTheirEdgesAddUp() {
        var ada = Named.of("ada");
        var day = Instant.now().minus(Duration.ofDays(20)).truncatedTo(ChronoUnit.DAYS);
        var calls = Calls.calls().by(ada);
        var all = new io.smoothllm.model.usage.UsageRecord[24 * 5];
        for (int hour = 0; hour < all.length; hour++) {
            all[hour] = calls.at(day.plus(Duration.ofHours(hour))).next();
        }
        record(database, all);

        for (var hours :
                List.of(
                        List.of(0, 120),
                        List.of(5, 100),
                        List.of(5, 20),
                        List.of(23, 25),
                        List.of(24, 48),
                        List.of(1, 48))) {
            var from = day.plus(Duration.ofHours(hours.get(0)));
            var to = day.plus(Duration.ofHours(hours.get(1)));
            assertThat(between(ada, from, to))
                    .as("%s", hours)
                    .isEqualTo(hours.get(1) - hours.get(0));
        }
    }

    @Test
    void theDefaultRangeIsTheLast30Days() {
        var ada = Named.of("ada");
        var calls = Calls.calls().by(ada);
        record(
                database,
                calls.at(Instant.now().minus(Duration.ofDays(29))).next(),
                calls.at(Instant.now().minus(Duration.ofDays(31))).next());

        assertThat(get(ada, "", Map.of()).getLong("requests")).isEqualTo(1);
        assertThat(get(ada, "/daily", Map.of()).getList("items")).hasSize(31);
    }

    @Test
    void daysFollowTheClockChangesOfTheirZone() {
        var berlin = ZoneId.of("Europe/Berlin");
        var change = berlin.getRules().previousTransition(Instant.now()).getInstant();
        var date = LocalDate.ofInstant(change, berlin);
        var start = date.atStartOfDay(berlin).toInstant();
        var end = date.plusDays(1).atStartOfDay(berlin).toInstant();
        var ada = Named.of("ada");
        var calls = Calls.calls().by(ada);
        record(
                database,
                calls.at(start.minusSeconds(1)).next(),
                calls.at(start).next(),
                calls.at(change).next(),
                calls.at(end.minusSeconds(1)).next(),
                calls.at(end).next());

        var days =
                daily(
                        ada,
                        start.minus(Duration.ofDays(1)),
                        end.plus(Duration.ofDays(1)),
                        "Europe/Berlin");

        assertThat(Duration.between(start, end)).isNotEqualTo(Duration.ofDays(1));
        assertThat(days.getList("items.date", String.class).subList(1, 3))
                .containsExactly(date.toString(), date.plusDays(1).toString());
        assertThat(days.getList("items.requests", Integer.class).subList(0, 3))
                .containsExactly(1, 3, 1);
    }

    @Test
    void daysOfHalfHourZonesBeginOnTheHalfHour() {
        for (var zone : List.of("Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns")) {
            var date = LocalDate.now(ZoneId.of(zone)).minusDays(5);
            var start = date.atStartOfDay(ZoneId.of(zone)).toInstant();
            var ada = Named.of("ada");
            var calls = Calls.calls().by(ada);
            record(
                    database,
                    calls.at(start.minusNanos(1000)).next(),
                    calls.at(start).next(),
                    calls.at(start.plus(Duration.ofDays(1)).minusNanos(1000)).next());

            var days =
                    daily(
                            ada,
                            start.minus(Duration.ofDays(1)),
                            start.plus(Duration.ofDays(1)),
                            zone);

            assertThat(days.getList("items.date", String.class))
                    .containsExactly(date.minusDays(1).toString(), date.toString());
            assertThat(days.getList("items.requests", Integer.class))
                    .as(zone)
                    .containsExactly(1, 2);
        }
    }

    @Test
    void aMonthEndsWithItsLastMoment() {
        var monthEnd =
                LocalDate.now(ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        var ada = Named.of("ada");
        var calls = Calls.calls().by(ada);
        record(
                database,
                calls.at(monthEnd.minusNanos(1000)).costing("0.1").next(),
                calls.at(monthEnd.minus(Duration.ofHours(1))).costing("0.2").next());
        var lastDay = LocalDate.ofInstant(monthEnd, ZoneOffset.UTC).minusDays(1);

        var days = daily(ada, monthEnd.minus(Duration.ofDays(3)), monthEnd, "UTC");

        assertThat(days.getList("items.date", String.class))
                .containsExactly(
                        lastDay.minusDays(2).toString(),
                        lastDay.minusDays(1).toString(),
                        lastDay.toString());
        assertThat(days.getList("items.requests", Integer.class)).containsExactly(0, 0, 2);
        assertThat(days.getList("items.costUsd", String.class)).containsExactly("0", "0", "0.3");
    }

    @Test
    void adminsSeeEveryoneTogetherAndEachAlone() {
        var ada = Named.of("ada");
        var bob = Named.of("bob");
        var provider = Named.of("openai");
        record(
                database,
                Calls.calls().by(ada).to(provider).next(),
                Calls.calls().by(bob).to(provider).next());
        var admin = Tokens.admin();
        var ofProvider = Map.of("providerId", provider.id().toString());

        assertThat(get(admin, "", ofProvider).getLong("requests")).isEqualTo(2);
        assertThat(get(admin, "/by-user", ofProvider).getList("items.userName"))
                .containsExactlyInAnyOrder("ada", "bob");
        assertThat(get(admin, "", Map.of("userId", bob.id().toString())).getLong("requests"))
                .isEqualTo(1);
        assertThat(get(admin, "", Map.of()).getLong("requests")).isGreaterThanOrEqualTo(2);
    }

    private long between(Named account, Instant from, Instant to) {
        return get(account, "", Map.of("from", from.toString(), "to", to.toString()))
                .getLong("requests");
    }

    private JsonPath daily(Named account, Instant from, Instant to, String zone) {
        return get(
                account,
                "/daily",
                Map.of("from", from.toString(), "to", to.toString(), "timezone", zone));
    }

    private static JsonPath get(Named account, String report, Map<String, String> query) {
        return get(Tokens.of(account.id(), Role.MEMBER), report, query);
    }

    private static JsonPath get(String token, String report, Map<String, String> query) {
        var reply = given().auth().oauth2(token).queryParams(query).get("/api/v1/usage" + report);
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
        return reply.jsonPath();
    }

    private static long requestsIn(JsonPath answer, String report) {
        return switch (report) {
            case "" -> answer.getLong("requests");
            case "/recent" -> answer.getList("items").size();
            default ->
                    answer.getList("items.requests", Integer.class).stream().mapToInt(i -> i).sum();
        };
    }
}
