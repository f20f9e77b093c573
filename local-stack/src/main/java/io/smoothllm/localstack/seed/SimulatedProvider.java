package io.smoothllm.localstack.seed;

import io.smoothllm.model.catalog.Dialect;
import java.util.List;
import java.util.Map;

/// The simulator in one of its dialects, priced like its models' elder siblings, so that costs are
/// there to be seen.
///
/// @param path of the dialect's API on the simulator
record SimulatedProvider(
        String name, Dialect dialect, String path, List<Map<String, String>> models) {
    /// It takes any key; this one tells a reader of its ledger where a call came from.
    static final String API_KEY = "sk-simulator-local-stack";

    static final List<SimulatedProvider> ALL =
            List.of(
                    new SimulatedProvider(
                            "simulator",
                            Dialect.OPENAI,
                            "/openai/v1",
                            List.of(
                                    model("sim-small", "0.15", "0.60", "0.075", "0.15"),
                                    model("sim-small-reasoning", "0.15", "0.60", "0.075", "0.15"),
                                    model("sim-slow", "0.15", "0.60", "0.075", "0.15"),
                                    model("sim-large", "2.50", "10.00", "1.25", "2.50"),
                                    model("sim-embed", "0.02", "0.00", "0.02", "0.02"))),
                    new SimulatedProvider(
                            "simulator-anthropic",
                            Dialect.ANTHROPIC,
                            "/anthropic",
                            List.of(
                                    model("sim-claude", "3.00", "15.00", "0.30", "3.75"),
                                    model("sim-claude-reasoning", "3.00", "15.00", "0.30", "3.75"),
                                    model("sim-claude-large", "5.00", "25.00", "0.50", "6.25"))));

    private static Map<String, String> model(
            String name, String input, String output, String cacheRead, String cacheWrite) {
        return Map.of(
                "name", name,
                "inputPrice", input,
                "outputPrice", output,
                "cacheReadPrice", cacheRead,
                "cacheWritePrice", cacheWrite);
    }

    /// @param simulator where it listens
    Map<String, Object> at(String simulator) {
        return Map.of(
                "name", name,
                "dialect", dialect,
                "baseUrl", simulator + path,
                "apiKey", API_KEY,
                "models", models);
    }
}
