package io.smoothllm.e2e;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.smoothllm.bench.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The whole suite as a newcomer starts it, in a data folder of its own. One for all journeys; it
/// stops with the JVM.
final class RunningStack {
    private static final Path HOME = Path.of("target", "stack");

    /// Its services live for minutes: the optimising compiler would cost more than it gives.
    private static final Map<String, String> ENVIRONMENT =
            Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

    private static final RunningStack STACK =
            new RunningStack(
                    Stack.start(Path.of(".."), HOME, Path.of("target", "stack.out"), ENVIRONMENT));

    private final Stack stack;

    private RunningStack(Stack stack) {
        this.stack = stack;
    }

    static RunningStack get() {
        return STACK;
    }

    /// For what kills parts of it.
    Stack stack() {
        return stack;
    }

    String baseUrl() {
        return stack.address().toString();
    }

    Operator admin() {
        return Operator.signIn(baseUrl(), Stack.EMAIL, Stack.PASSWORD);
    }

    String simulatorUrl() {
        return stack.part("simulator").url();
    }

    long pid(String part) {
        return stack.part(part).pid();
    }

    /// An inner port, by what it is for: `kafka`, `proxy-service-management`.
    int port(String purpose) {
        return JsonPath.from(HOME.resolve("ports.json").toFile()).getInt("'" + purpose + "'");
    }

    boolean isReady(String part) {
        return stack.part(part).isReady();
    }

    /// What the simulator says it served for a model of its own, a map of token counts each.
    List<Map<String, Number>> served(String upstreamModel) {
        return ledger(upstreamModel).getList("items.tokens");
    }

    /// How the simulator says its answers for a model ended.
    List<String> outcomes(String upstreamModel) {
        return ledger(upstreamModel).getList("items.outcome");
    }

    private JsonPath ledger(String upstreamModel) {
        return given().get(simulatorUrl() + "/_simulator/ledger?model=" + upstreamModel)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// How the simulator misbehaves for a model of its own, in its own words.
    void script(String upstreamModel, String script) {
        given().contentType(ContentType.JSON)
                .body(script)
                .put(simulatorUrl() + "/_simulator/scripts/" + upstreamModel)
                .then()
                .statusCode(204);
    }
}
