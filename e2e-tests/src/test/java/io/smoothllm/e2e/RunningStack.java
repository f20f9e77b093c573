package io.smoothllm.e2e;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.smoothllm.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The whole suite as a newcomer starts it, `./smoothllm up --detach`, in a data folder of its own.
/// One for all journeys; it stops with the JVM.
final class RunningStack {
    private static final String EMAIL = "root@example.com";
    private static final String PASSWORD = "correct horse battery staple";
    private static final RunningStack STACK = start();

    private final Path root;
    private final Map<String, String> environment;
    private final String baseUrl;

    /// Known once it runs.
    private String simulatorUrl;

    private RunningStack(Path root, Map<String, String> environment, String baseUrl) {
        this.root = root;
        this.environment = environment;
        this.baseUrl = baseUrl;
    }

    static RunningStack get() {
        return STACK;
    }

    private static RunningStack start() {
        try {
            var root = Path.of("..").toRealPath();
            int port = FreePort.find();
            var home = Path.of("target", "stack").toAbsolutePath();
            var stack =
                    new RunningStack(
                            root,
                            Map.of(
                                    "SMOOTHLLM_HOME",
                                    home.toString(),
                                    "SMOOTHLLM_PORT",
                                    Integer.toString(port),
                                    // The build these tests are part of has just done so.
                                    "SMOOTHLLM_BUILD",
                                    "no",
                                    "SMOOTHLLM_ADMIN_EMAIL",
                                    EMAIL,
                                    "SMOOTHLLM_ADMIN_PASSWORD",
                                    PASSWORD),
                            "http://localhost:" + port);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stack.run("down")));
            stack.run("up", "--detach");
            stack.simulatorUrl =
                    JsonPath.from(stack.output("status", "--json"))
                            .getString("find { it.name == 'simulator' }.url");
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String baseUrl() {
        return baseUrl;
    }

    Operator admin() {
        return Operator.signIn(baseUrl, EMAIL, PASSWORD);
    }

    String simulatorUrl() {
        return simulatorUrl;
    }

    long pid(String part) {
        return JsonPath.from(output("status", "--json"))
                .getLong("find { it.name == '" + part + "' }.pid");
    }

    /// An inner port, by what it is for: `kafka`, `proxy-service-management`.
    int port(String purpose) {
        var ports = Path.of(environment.get("SMOOTHLLM_HOME"), "ports.json").toFile();
        return JsonPath.from(ports).getInt("'" + purpose + "'");
    }

    boolean isReady(String part) {
        return JsonPath.from(output("status", "--json"))
                .getString("find { it.name == '" + part + "' }.state")
                .equals("ready");
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

    /// What it says goes to a file: a test's own output belongs to the test runner.
    private void run(String... arguments) {
        execute(Redirect.appendTo(Path.of("target", "stack.out").toFile()), arguments);
    }

    private String output(String... arguments) {
        return execute(Redirect.PIPE, arguments);
    }

    private String execute(Redirect output, String... arguments) {
        try {
            var command = new ArrayList<>(List.of("./smoothllm"));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).directory(root.toFile());
            builder.redirectErrorStream(true).redirectOutput(output);
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        command + " failed, see e2e-tests/target/stack.out " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
