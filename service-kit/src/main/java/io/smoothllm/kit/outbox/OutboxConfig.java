package io.smoothllm.kit.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm")
public interface OutboxConfig {
    @WithName("kafka.bootstrap-servers")
    @WithDefault("localhost:9092")
    String bootstrapServers();

    /// How often the relay looks without being told, and how long it waits after a failure.
    @WithName("outbox.interval")
    @WithDefault("1s")
    Duration interval();

    /// How long the broker may take to acknowledge a batch; the rows stay locked meanwhile.
    @WithName("outbox.send-timeout")
    @WithDefault("5s")
    Duration sendTimeout();

    /// Replicas of the topics, made at start if missing.
    @WithName("kafka.replication-factor")
    @WithDefault("1")
    short replicationFactor();
}
