package io.smoothllm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.smoothllm.e2e.Tokens.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Holds three things against each other: what a client was told of its tokens, what the reports
/// say of them, and what the simulator says it served.
final class Books {
    private static final RunningStack STACK = RunningStack.get();
    private static final Operator OPERATOR = STACK.admin();

    private Books() {}

    /// @param told what was asked of the model by the journeys' key, in any order
    static void assertAgree(Side side, String kind, List<Told> told) {
        var model = Connections.model(side, kind);
        assertThat(told).as("answers of %s", model).isNotEmpty();
        var rows = awaitRows(model, told.size());

        var recorded = Tokens.ofReport(rows);
        assertThat(rows.getList("items.status")).containsOnly("SUCCEEDED");
        assertThat(rows.getList("items.estimated")).containsOnly(false);
        var unclaimed = new ArrayList<>(recorded.stream().map(Tokens::told).toList());
        for (var answer : told) {
            assertThat(unclaimed.remove(answer)).as("%s has a row of its own", answer).isTrue();
        }
        if (side.isSimulated()) {
            var served = STACK.served(Connections.upstreamModel(side, kind));
            assertThat(recorded).containsExactlyElementsOf(Tokens.ofLedger(served));
        } else {
            assertThat(recorded)
                    .extracting(Tokens::told)
                    .containsOnly(new Told(Aimock.INPUT_TOKENS, Aimock.OUTPUT_TOKENS));
        }
    }

    /// Nobody pays for what nobody waits for.
    static void assertLeft(Side side, String kind, int times) {
        var model = Connections.model(side, kind);

        assertThat(awaitRows(model, times).getList("items.status"))
                .hasSize(times)
                .containsOnly("CLIENT_GONE");
        if (side.isSimulated()) {
            assertThat(STACK.outcomes(Connections.upstreamModel(side, kind)))
                    .hasSize(times)
                    .containsOnly("CLIENT_GONE");
        }
    }

    private static JsonPath awaitRows(String model, int count) {
        var recent = "/recent?limit=500&keyId=" + Connections.get().keyId() + "&model=" + model;
        return await().alias(count + " rows of " + model)
                .atMost(Duration.ofSeconds(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> OPERATOR.report(recent),
                        report -> report.getList("items").size() >= count);
    }
}
