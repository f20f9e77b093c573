package io.smoothllm.e2e;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// A provider that nobody here wrote, `sdk/aimock.js`. One for all journeys; it ends with this JVM,
/// however that ends, since it lives as long as its standard input.
final class Aimock {
    /// What it counts for every answer, whatever was asked.
    static final int INPUT_TOKENS = 21;

    static final int OUTPUT_TOKENS = 7;

    private static final String URL = start();

    private Aimock() {}

    static String url() {
        return URL;
    }

    private static String start() {
        var process =
                NodeProject.get().start("aimock.js", Map.of("AIMOCK_KEY", Operator.PROVIDER_KEY));
        try {
            var said = process.inputReader().readLine();
            if (said == null) {
                throw new IllegalStateException(
                        "aimock does not start, see e2e-tests/target/aimock.js.log");
            }
            return JsonPath.from(said).getString("url");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
