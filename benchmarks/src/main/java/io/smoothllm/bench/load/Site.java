package io.smoothllm.bench.load;

import io.smoothllm.bench.stack.Api;
import io.smoothllm.bench.stack.Stack;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a crowd needs: a provider in each dialect, with a model of its own that takes its time, and
/// a virtual key. Nothing else uses them, so their books can be told from all others'.
///
/// @param models by dialect; the simulator knows them as [#upstream]
public record Site(
        URI gateway,
        URI simulator,
        String keyId,
        String secret,
        Map<String, String> models,
        String mark) {
    private static final Map<String, String> PATHS =
            Map.of("OPENAI", "/openai/v1", "ANTHROPIC", "/anthropic");

    /// @param firstByte before an answer begins
    /// @param chunk between two events of a stream
    public static Site build(Stack stack, Duration firstByte, Duration chunk) {
        var admin = stack.admin();
        var simulator = URI.create(stack.part("simulator").url());
        var mark = Long.toString(System.nanoTime(), 36);
        var pace =
                Map.of(
                        "deed", Map.of("kind", "answer"),
                        "firstByteDelay", firstByte.toString(),
                        "chunkDelay", chunk.toString());
        for (var dialect : PATHS.keySet()) {
            Api.at(simulator).put("/_simulator/scripts/" + upstream(mark, dialect), pace);
            admin.connect(
                    model(mark, dialect),
                    dialect,
                    simulator + PATHS.get(dialect),
                    model(mark, dialect),
                    upstream(mark, dialect));
        }
        var key = admin.post("/api/v1/keys", Map.of("name", "crowd-" + mark));
        var site =
                new Site(
                        stack.address(),
                        simulator,
                        key.path("id").asText(),
                        key.path("secret").asText(),
                        PATHS.keySet().stream()
                                .collect(Collectors.toMap(d -> d, d -> model(mark, d))),
                        mark);
        site.awaitModels();
        return site;
    }

    private static String model(String mark, String dialect) {
        return "crowd-" + dialect.toLowerCase(Locale.ROOT) + "-" + mark;
    }

    private static String upstream(String mark, String dialect) {
        return "sim-" + model(mark, dialect);
    }

    /// The proxy hears of new providers a moment after the API has answered.
    private void awaitModels() {
        boolean known =
                Stack.await(
                        Duration.ofSeconds(20),
                        () -> {
                            var listed = new ArrayList<String>();
                            Api.as(gateway, secret)
                                    .get("/v1/models")
                                    .path("data")
                                    .forEach(model -> listed.add(model.path("id").asText()));
                            return listed.containsAll(models.values());
                        });
        if (!known) {
            throw new IllegalStateException("The proxy does not hear of new models");
        }
    }

    /// @param thinking of each client, between two calls
    public Crowd crowd(Duration thinking) {
        return new Crowd(gateway, secret, models, thinking);
    }

    /// What the simulator calls the models.
    public List<String> upstreams() {
        return Stream.of("OPENAI", "ANTHROPIC").map(d -> upstream(mark, d)).toList();
    }
}
