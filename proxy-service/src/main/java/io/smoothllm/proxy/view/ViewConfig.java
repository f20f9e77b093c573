package io.smoothllm.proxy.view;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.kafka")
public interface ViewConfig {
    @WithName("bootstrap-servers")
    @WithDefault("localhost:9092")
    String bootstrapServers();

    /// How long to wait before a broker that failed is asked again.
    @WithName("retry-interval")
    @WithDefault("500ms")
    Duration retryInterval();
}
