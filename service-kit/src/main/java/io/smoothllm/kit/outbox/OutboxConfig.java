package io.smoothllm.kit.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.outbox")
public interface OutboxConfig {
    /// How often the relay looks without being told, and how long it waits after a failure.
    @WithDefault("1s")
    Duration interval();

    /// How long the broker may take to acknowledge a batch; the rows stay locked meanwhile.
    @WithDefault("5s")
    Duration sendTimeout();
}
