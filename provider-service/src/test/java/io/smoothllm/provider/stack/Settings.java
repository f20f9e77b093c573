package io.smoothllm.provider.stack;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/// Settings without an application around them.
public final class Settings {
    private Settings() {}

    /// The mapping with its defaults, but for what is given.
    public static <T> T of(Class<T> mapping, Map<String, String> given) {
        var builder = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(mapping);
        given.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(mapping);
    }
}
