package io.smoothllm.keys.oidc;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/// Settings as the service reads them.
final class OidcConfigs {
    private OidcConfigs() {}

    /// @param settings names without `smoothllm.oidc.`, each followed by its value
    static OidcConfig with(String... settings) {
        var properties = new HashMap<>(Map.of("smoothllm.oidc.timeout", "500ms"));
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("smoothllm.oidc." + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(OidcConfig.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(OidcConfig.class);
    }
}
