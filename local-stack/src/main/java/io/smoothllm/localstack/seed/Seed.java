package io.smoothllm.localstack.seed;

import io.smoothllm.localstack.home.CannotStart;
import io.smoothllm.localstack.home.Home;
import io.smoothllm.localstack.watch.Screen;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plants what a first call needs, as the first admin.
public final class Seed {
    private static final Duration PROPAGATION_LIMIT = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final Home home;
    private final URI address;
    private final String simulator;
    private final Screen screen;

    /// @param address of the edge
    /// @param simulator where it listens, without a path
    public Seed(Home home, URI address, String simulator, Screen screen) {
        this.home = home;
        this.address = address;
        this.simulator = simulator;
        this.screen = screen;
    }

    /// @param environment where keys of real providers may be
    /// @return a virtual key that works now; empty when the planted one was taken away since
    public Optional<String> plant(String email, String password, Map<String, String> environment)
            throws CannotStart, InterruptedException {
        try (var api = new AdminApi(address)) {
            if (!signIn(api, email, password)) {
                return Optional.ofNullable(Planted.in(home).keySecret());
            }
            plantSimulator(api);
            var key = plantKey(api);
            plantProviders(api, environment);
            if (key.isPresent()) {
                awaitFirstModel(api.as(key.get()));
            }
            return key;
        } catch (IOException | ApiRefused e) {
            throw new CannotStart("The first call could not be prepared: " + e.getMessage(), e);
        }
    }

    private boolean signIn(AdminApi api, String email, String password)
            throws IOException, InterruptedException, ApiRefused {
        try {
            api.login(email, password);
            return true;
        } catch (ApiRefused e) {
            if (e.status() != UNAUTHORIZED) {
                throw e;
            }
            screen.step(
                    email + " has another password by now; providers and keys stay as they are");
            return false;
        }
    }

    private void plantSimulator(AdminApi api) throws IOException, InterruptedException, ApiRefused {
        var planted = Planted.in(home);
        if (simulator.equals(planted.simulator())) {
            return;
        }
        for (var provider : SimulatedProvider.ALL) {
            var saved = Providers.find(api, provider.name());
            if (saved.isPresent()) {
                var moved = Providers.asRequest(saved.get());
                moved.put("baseUrl", simulator + provider.path());
                moved.put("apiKey", SimulatedProvider.API_KEY);
                api.put("/api/v1/providers/" + saved.get().path("id").asText(), moved);
            } else if (planted.simulator() == null) {
                api.post("/api/v1/providers", provider.at(simulator));
            }
        }
        planted.withSimulator(simulator).keep(home);
        screen.done("the simulator is a provider: no account is needed for the first call");
    }

    private Optional<String> plantKey(AdminApi api)
            throws IOException, InterruptedException, ApiRefused {
        var planted = Planted.in(home);
        if (planted.keyId() != null) {
            return isUsable(api, planted.keyId())
                    ? Optional.of(planted.keySecret())
                    : Optional.empty();
        }
        var made = api.post("/api/v1/keys", Map.of("name", "getting-started"));
        var secret = made.path("secret").asText();
        planted.withKey(made.path("id").asText(), secret).keep(home);
        return Optional.of(secret);
    }

    private static boolean isUsable(AdminApi api, String keyId)
            throws IOException, InterruptedException, ApiRefused {
        try {
            return api.get("/api/v1/keys/" + keyId).path("status").asText().equals("ACTIVE");
        } catch (ApiRefused e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            return false;
        }
    }

    private void plantProviders(AdminApi api, Map<String, String> environment)
            throws IOException, InterruptedException {
        var real = new RealProviders(api, screen);
        for (var provider : KnownProvider.in(environment)) {
            var planted = Planted.in(home);
            var hash =
                    real.register(
                            provider, environment, planted.providerKeys().get(provider.name()));
            if (hash.isPresent()) {
                planted.withProvider(provider.name(), hash.get()).keep(home);
            }
        }
    }

    /// The proxy hears of new keys and models a moment after the API has answered.
    private void awaitFirstModel(AdminApi proxy)
            throws IOException, InterruptedException, ApiRefused {
        try (proxy) {
            long end = System.nanoTime() + PROPAGATION_LIMIT.toNanos();
            while (proxy.get("/v1/models").path("data").isEmpty()) {
                if (System.nanoTime() > end) {
                    screen.trouble("The proxy knows no model yet", List.of());
                    return;
                }
                Thread.sleep(LOOK);
            }
        }
    }
}
