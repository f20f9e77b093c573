package io.smoothllm.proxy.metering;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm")
public interface MeteringConfig {
    @WithName("kafka.bootstrap-servers")
    @WithDefault("localhost:9092")
    String bootstrapServers();

    /// How long a shutdown waits for the broker to take the last records.
    @WithName("metering.flush-timeout")
    @WithDefault("10s")
    Duration flushTimeout();
}
