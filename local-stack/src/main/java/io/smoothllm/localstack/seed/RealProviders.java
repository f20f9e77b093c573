package io.smoothllm.localstack.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.localstack.seed.KnownProvider.MissingPlace;
import io.smoothllm.localstack.watch.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    /// @param environment has its key
    /// @param before hash of what it was registered with; null = it was not
    /// @return hash of what it is registered with now, if that is another
    Optional<String> register(
            KnownProvider provider, Map<String, String> environment, String before)
            throws InterruptedException {
        try {
            var key = provider.key(environment);
            var baseUrl = provider.baseUrl(environment);
            var hash = hash(baseUrl.map(url -> key + "\n" + url).orElse(key));
            if (hash.equals(before)) {
                return Optional.empty();
            }
            return (before == null
                            ? create(provider, key, baseUrl)
                            : replace(provider, key, baseUrl))
                    ? Optional.of(hash)
                    : Optional.empty();
        } catch (IOException | ApiRefused | MissingPlace e) {
            warn(provider, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean create(KnownProvider provider, String key, Optional<String> baseUrl)
            throws IOException, InterruptedException, ApiRefused {
        var wanted = new TreeMap<String, Object>(Map.of("preset", provider.name(), "apiKey", key));
        baseUrl.ifPresent(url -> wanted.put("baseUrl", url));
        var test = api.post("/api/v1/providers/test", wanted);
        if (!test.path("ok").asBoolean()) {
            warn(provider, reason(test.path("error")));
            return false;
        }
        var models =
                provider.listsWhatItServes()
                        ? models(test.path("models"))
                        : List.<Map<String, String>>of();
        wanted.put("name", provider.name());
        wanted.put("models", models);
        api.post("/api/v1/providers", wanted);
        screen.done(
                "%s is registered with %s (%s is set)"
                        .formatted(
                                provider.name(),
                                provider.listsWhatItServes()
                                        ? models.size() + " models"
                                        : "every deployment, as " + provider.name() + "/NAME",
                                provider.variable()));
        return true;
    }

    private static List<Map<String, String>> models(JsonNode names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .distinct()
                .limit(MOST_MODELS)
                .map(name -> Map.of("name", name))
                .toList();
    }

    /// All else stays as it is, also what an earlier release registered in another way.
    private boolean replace(KnownProvider provider, String key, Optional<String> baseUrl)
            throws IOException, InterruptedException, ApiRefused {
        var saved = Providers.find(api, provider.name());
        if (saved.isPresent()) {
            ObjectNode wanted = Providers.asRequest(saved.get());
            wanted.put("apiKey", key);
            baseUrl.ifPresent(url -> wanted.put("baseUrl", url));
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

    private static String hash(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
