package io.smoothllm.testing.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smoothllm.testing.OncePerJvm;
import io.smoothllm.testing.kafka.SharedBroker;
import java.util.Map;

/// Gives the service under test a broker, `smoothllm.kafka.bootstrap-servers`.
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "smoothllm.kafka.bootstrap-servers",
                OncePerJvm.ask(SharedBroker.class, "bootstrapServers"));
    }

    /// The broker serves the next class too, and stops with the JVM.
    @Override
    public void stop() {}
}
