package io.smoothllm.localstack.seed;

import io.smoothllm.localstack.home.Home;
import io.smoothllm.model.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What earlier starts planted, kept in the data folder.
///
/// @param simulator where its providers point; null = they were not planted yet
/// @param keyId null = the key was not planted yet
/// @param keySecret the virtual key itself, so that it can be shown again
/// @param providerKeys by provider, the SHA-256 of the key it was registered with, and of where it
///     is if the environment says so
record Planted(String simulator, String keyId, String keySecret, Map<String, String> providerKeys) {
    private static final String FILE = "planted.json";
    private static final Planted NOTHING = new Planted(null, null, null, Map.of());

    Planted {
        providerKeys = providerKeys == null ? Map.of() : Map.copyOf(providerKeys);
    }

    static Planted in(Home home) throws IOException {
        return home.read(FILE)
                .map(text -> Wire.read(text.getBytes(StandardCharsets.UTF_8), Planted.class))
                .orElse(NOTHING);
    }

    Planted keep(Home home) throws IOException {
        home.write(FILE, new String(Wire.write(this), StandardCharsets.UTF_8));
        return this;
    }

    Planted withSimulator(String url) {
        return new Planted(url, keyId, keySecret, providerKeys);
    }

    Planted withKey(String id, String secret) {
        return new Planted(simulator, id, secret, providerKeys);
    }

    Planted withProvider(String name, String keyHash) {
        var more = new TreeMap<>(providerKeys);
        more.put(name, keyHash);
        return new Planted(simulator, keyId, keySecret, more);
    }

    @Override
    public String toString() {
        return "Planted[" + simulator + ", " + keyId + "]";
    }
}
