package io.smoothllm.proxy.metering;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.metering")
public interface MeteringConfig {
    /// How long a shutdown waits for the broker to take the last records.
    @WithDefault("10s")
    Duration flushTimeout();
}
