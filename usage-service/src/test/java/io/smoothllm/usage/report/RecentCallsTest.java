package io.smoothllm.usage.report;

import static io.restassured.RestAssured.given;
import static io.smoothllm.usage.testing.Recorded.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smoothllm.kit.access.Role;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Calls.Named;
import io.smoothllm.usage.testing.Tokens;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecentCallsTest {
    @Inject DataSource database;

    @Test
    void aCallHasWhatSomeoneLookingForAFaultWants() {
        var ada = Named.of("ada");
        var calls =
                Calls.calls()
                        .by(ada)
                        .status(CallStatus.UPSTREAM_ERROR)
                        .taking(90, null)
                        .tagged("prod");
        var call = calls.next();
        record(database, call);

        var item = get(ada, Map.of()).getMap("items[0]");

        assertThat(item)
                .containsEntry("instance", call.eventId().instance().toString())
                .containsEntry("sequence", (int) call.eventId().sequence())
                .containsEntry("requestId", call.requestId())
                .containsEntry("attempt", 1)
                .containsEntry("startedAt", call.startedAt().toString())
                .containsEntry("userId", ada.id().toString())
                .containsEntry("userName", "ada")
                .containsEntry("keyId", calls.key().id().toString())
                .containsEntry("keyName", "laptop")
                .containsEntry("providerId", calls.provider().id().toString())
                .containsEntry("providerName", "openai")
                .containsEntry("dialect", "OPENAI")
                .containsEntry("model", "gpt-5")
                .containsEntry("upstreamModel", "gpt-5-upstream")
                .containsEntry("streamed", true)
                .containsEntry("status", "UPSTREAM_ERROR")
                .containsEntry("httpStatus", 502)
                .containsEntry("errorCode", "upstream_failed")
                .containsEntry("inputTokens", 100)
                .containsEntry("cachedInputTokens", 40)
                .containsEntry("cacheWriteTokens", 10)
                .containsEntry("cacheWriteHourTokens", 4)
                .containsEntry("outputTokens", 50)
                .containsEntry("reasoningTokens", 20)
                .containsEntry("estimated", false)
                .containsEntry("costUsd", "0.000125")
                .containsEntry("priced", true)
                .containsEntry("priceVersion", 7)
                .containsEntry("latencyMs", 90)
                .containsEntry("firstTokenMs", null)
                .containsEntry("tags", List.of("prod"));
    }

    @Test
    void pagesHoldEachCallOnceNewestFirstAlsoWhenTimesAreEqual() {
        var ada = Named.of("ada");
        var calls = Calls.calls().by(ada);
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var all = new ArrayList<UsageRecord>();
        for (int i = 0; i < 23; i++) {
            all.add(calls.at(now.minus(Duration.ofDays(i / 8))).next());
        }
        record(database, all.toArray(UsageRecord[]::new));

        var seen = new ArrayList<Integer>();
        var times = new ArrayList<Instant>();
        String cursor = null;
        int pages = 0;
        do {
            var query = new HashMap<String, String>(Map.of("limit", "5"));
            if (cursor != null) {
                query.put("cursor", cursor);
            }
            var page = get(ada, query);
            seen.addAll(page.getList("items.sequence", Integer.class));
            page.getList("items.startedAt", String.class).forEach(t -> times.add(Instant.parse(t)));
            cursor = page.getString("next");
            pages++;
        } while (cursor != null);

        assertThat(pages).isEqualTo(5);
        assertThat(seen).hasSize(23).doesNotHaveDuplicates();
        assertThat(times).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void callsThatArriveWhileSomeonePagesDoNotShiftThePages() {
        var ada = Named.of("ada");
        var calls = Calls.calls().by(ada);
        var now = Instant.now();
        var first = calls.at(now.minusSeconds(20)).next();
        var second = calls.at(now.minusSeconds(10)).next();
        record(database, first, second);
        var page = get(ada, Map.of("limit", "1"));

        record(database, calls.at(now).next());

        var next = get(ada, Map.of("limit", "1", "cursor", page.getString("next")));
        assertThat(next.getList("items.requestId")).containsExactly(first.requestId());
        assertThat(next.getString("next")).isNull();
    }

    @Test
    void theRangeIsExact() {
        var ada = Named.of("ada");
        var calls = Calls.calls().by(ada);
        var time = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.MICROS);
        record(database, calls.at(time).next(), calls.at(time.plusNanos(1000)).next());

        var page = get(ada, Map.of("from", time.toString(), "to", time.plusNanos(1000).toString()));

        assertThat(page.getList("items")).hasSize(1);
    }

    @Test
    void aRequestIsFoundByItsId() {
        var ada = Named.of("ada");
        var broken = Calls.calls().by(ada).status(CallStatus.STREAM_BROKEN).next();
        record(database, Calls.calls().by(ada).next(), broken, Calls.calls().by(ada).next());

        var page = get(ada, Map.of("requestId", broken.requestId()));
        var succeeded = get(ada, Map.of("requestId", broken.requestId(), "status", "SUCCEEDED"));

        assertThat(page.getList("items.requestId")).containsExactly(broken.requestId());
        assertThat(page.getList("items.status")).containsExactly("STREAM_BROKEN");
        assertThat(succeeded.getList("items")).isEmpty();
    }

    @Test
    void aRequestHasAllItsAttemptsInTheirOrder() {
        var ada = Named.of("ada");
        var requestId = "req_" + ada.id();
        record(
                database,
                Calls.calls().by(ada).attempt(2, requestId).costing("0.02").next(),
                Calls.calls()
                        .by(ada)
                        .attempt(1, requestId)
                        .status(CallStatus.STREAM_BROKEN)
                        .costing("0.1")
                        .next(),
                Calls.calls().by(ada).next());

        var request = requestOf(ada, requestId).jsonPath();

        assertThat(request.getString("requestId")).isEqualTo(requestId);
        assertThat(request.getString("costUsd")).isEqualTo("0.12");
        assertThat(request.getList("attempts.attempt")).containsExactly(1, 2);
        assertThat(request.getList("attempts.status"))
                .containsExactly("STREAM_BROKEN", "SUCCEEDED");
    }

    @Test
    void aRequestThatNobodyMadeIsAProblem() {
        var reply = requestOf(Named.of("ada"), "req_a\u0000b");

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.jsonPath().getString("type")).isEqualTo("urn:smoothllm:problem:not-found");
    }

    private static Response requestOf(Named account, String requestId) {
        return given().auth()
                .oauth2(Tokens.of(account.id(), Role.MEMBER))
                .pathParam("requestId", requestId)
                .get("/api/v1/usage/requests/{requestId}");
    }

    private static JsonPath get(Named account, Map<String, String> query) {
        var reply =
                given().auth()
                        .oauth2(Tokens.of(account.id(), Role.MEMBER))
                        .queryParams(query)
                        .get("/api/v1/usage/recent");
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
        return reply.jsonPath();
    }
}
