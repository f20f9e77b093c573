package io.smoothllm.kit.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "smoothllm.kafka")
public interface BrokerConfig {
    @WithDefault("localhost:9092")
    String bootstrapServers();

    /// Replicas of the topics, made at start if missing.
    @WithDefault("1")
    short replicationFactor();
}
