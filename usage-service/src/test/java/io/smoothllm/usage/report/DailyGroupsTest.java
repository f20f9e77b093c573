package io.smoothllm.usage.report;

import static io.restassured.RestAssured.given;
import static io.smoothllm.usage.testing.Recorded.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.kit.access.Role;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Calls.Named;
import io.smoothllm.usage.testing.Tokens;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DailyGroupsTest {
    private final Named ada = Named.of("ada");
    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private final Instant yesterday = today.minus(Duration.ofDays(1));

    @Inject DataSource database;

    @Test
    void eachDayHasItsPartsInTheOrderOfTheWholeRange() {
        record(
                database,
                Calls.calls().by(ada).model("dear").at(yesterday).costing("5").next(),
                Calls.calls().by(ada).model("cheap").at(today).costing("1").next(),
                Calls.calls().by(ada).model("dear").at(today).costing("0.5").next(),
                Calls.calls().by(ada).model("cheap").at(today).costing("1").next());

        var days = daily("model");

        assertThat(days.getList("items.groups.id"))
                .endsWith(List.of("dear"), List.of("dear", "cheap"));
        assertThat(days.getList("items[-1].groups.name")).containsExactly("dear", "cheap");
        assertThat(days.getList("items[-1].groups.costUsd")).containsExactly("0.5", "2");
        assertThat(days.getList("items[-1].groups.requests")).containsExactly(1, 2);
        assertThat(days.getString("items[-1].costUsd")).isEqualTo("2.5");
        assertThat(days.getInt("items[-1].requests")).isEqualTo(3);
        assertThat(days.getList("items[0].groups")).isEmpty();
    }

    @Test
    void keysProvidersAndUsersAreGroupsWithTheirNames() {
        var key = Named.of("laptop");
        var provider = Named.of("openai");
        record(database, Calls.calls().by(ada).with(key).to(provider).next());

        for (var group : Map.of("key", key, "provider", provider, "user", ada).entrySet()) {
            var days = daily(group.getKey());

            assertThat(days.getList("items[-1].groups.id"))
                    .containsExactly(group.getValue().id().toString());
            assertThat(days.getList("items[-1].groups.name"))
                    .containsExactly(group.getValue().name());
        }
    }

    @Test
    void moreThanTwentyGroupsAreTheTwentyMostExpensiveAndTheOthersTogether() {
        var calls = new ArrayList<UsageRecord>();
        for (int model = 1; model <= 23; model++) {
            var of = Calls.calls().by(ada).model("m" + model).taking(model * 1000L, null);
            calls.add(of.at(yesterday).costing("0.0" + (10 + model)).next());
            calls.add(of.at(today).costing("0.000001").next());
        }
        record(database, calls.toArray(UsageRecord[]::new));

        var days = daily("model");

        for (var day : List.of("items[-1]", "items[-2]")) {
            assertThat(days.getList(day + ".groups")).hasSize(21);
            assertThat(days.getString(day + ".groups[0].id")).isEqualTo("m23");
            assertThat(days.<Object>get(day + ".groups[20].id")).isNull();
            assertThat(days.getString(day + ".groups[20].name")).isEqualTo("other");
            assertThat(days.getInt(day + ".groups[20].requests")).isEqualTo(3);
            assertThat(days.getLong(day + ".groups[20].latencyMs.p99")).isBetween(2850L, 3150L);
            assertThat(days.getInt(day + ".requests")).isEqualTo(23);
        }
        assertThat(days.getString("items[-2].groups[20].costUsd")).isEqualTo("0.036");
    }

    @Test
    void withoutPartsADayHasNone() {
        record(database, Calls.calls().by(ada).next());

        assertThat(daily("").getMap("items[-1]")).doesNotContainKey("groups");
    }

    @Test
    void membersSeeNoPartsOfOthers() {
        record(database, Calls.calls().by(ada).next(), Calls.calls().next());

        assertThat(daily("user").getList("items[-1].groups.id"))
                .containsExactly(ada.id().toString());
    }

    private JsonPath daily(String by) {
        var reply =
                given().auth()
                        .oauth2(Tokens.of(ada.id(), Role.MEMBER))
                        .queryParam("by", by)
                        .get("/api/v1/usage/daily");
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
        return reply.jsonPath();
    }
}
