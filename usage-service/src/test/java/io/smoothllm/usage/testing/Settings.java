package io.smoothllm.usage.testing;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/// Settings as the service reads them, for tests without one.
public final class Settings {
    private Settings() {}

    public static <T> T of(Class<T> settings) {
        return of(settings, Map.of());
    }

    /// @param given by their whole names; all others have their defaults
    public static <T> T of(Class<T> settings, Map<String, String> given) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(settings)
                .withDefaultValues(given)
                .build()
                .getConfigMapping(settings);
    }
}
