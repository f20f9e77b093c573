package io.smoothllm.localstack.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.localstack.watch.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Registers a real provider with the models it lists. One that cannot be reached is no reason not
/// to start.
final class RealProviders {
    /// The API takes so many models.
    private static final int MOST_MODELS = 1_000;

    private final AdminApi api;
    private final Screen screen;

    RealProviders(AdminApi api, Screen screen) {
        this.api = api;
        this.screen = screen;
    }

    /// @param before hash of the key it was registered with; null = it was not
    /// @return hash of the key it is registered with now, if that is another
    Optional<String> register(KnownProvider provider, String key, String before)
            throws InterruptedException {
        var hash = hash(key);
        if (hash.equals(before)) {
            return Optional.empty();
        }
        try {
            return (before == null ? create(provider, key) : replaceKey(provider, key))
                    ? Optional.of(hash)
                    : Optional.empty();
        } catch (IOException | ApiRefused e) {
            warn(provider, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean create(KnownProvider provider, String key)
            throws IOException, InterruptedException, ApiRefused {
        var test =
                api.post(
                        "/api/v1/providers/test",
                        Map.of(
                                "dialect", provider.dialect(),
                                "baseUrl", provider.baseUrl(),
                                "apiKey", key));
        if (!test.path("ok").asBoolean()) {
            warn(provider, reason(test.path("error")));
            return false;
        }
        var models = models(test.path("models"));
        api.post(
                "/api/v1/providers",
                Map.of(
                        "name", provider.name(),
                        "dialect", provider.dialect(),
                        "baseUrl", provider.baseUrl(),
                        "apiKey", key,
                        "models", models));
        screen.done(
                "%s is registered with %d models (%s is set)"
                        .formatted(provider.name(), models.size(), provider.variable()));
        return true;
    }

    /// Gemini lists `models/…` and takes the name without it.
    private static List<Map<String, String>> models(JsonNode names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .distinct()
                .limit(MOST_MODELS)
                .map(
                        name ->
                                Map.of(
                                        "name",
                                        name.replaceFirst("^models/", ""),
                                        "upstreamName",
                                        name))
                .toList();
    }

    private boolean replaceKey(KnownProvider provider, String key)
            throws IOException, InterruptedException, ApiRefused {
        var saved = Providers.find(api, provider.name());
        if (saved.isPresent()) {
            ObjectNode wanted = Providers.asRequest(saved.get());
            wanted.put("apiKey", key);
            api.put("/api/v1/providers/" + saved.get().path("id").asText(), wanted);
            screen.done("%s has the new %s".formatted(provider.name(), provider.variable()));
        }
        return true;
    }

    private void warn(KnownProvider provider, String reason) {
        screen.trouble(
                "%s is set, but %s is not registered: %s"
                        .formatted(provider.variable(), provider.name(), reason),
                List.of());
    }

    private static String reason(JsonNode error) {
        return error.isObject() ? error.path("message").asText(error.toString()) : error.asText();
    }

    private static String hash(String key) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
