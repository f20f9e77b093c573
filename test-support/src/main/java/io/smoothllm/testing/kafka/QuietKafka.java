package io.smoothllm.testing.kafka;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Kafka narrates at INFO, hundreds of lines a start: only warnings and errors are let through.
final class QuietKafka {
    /// Kept, because an unreferenced logger forgets its level.
    private static final Map<Logger, Level> LEVELS =
            Map.of(
                    Logger.getLogger("kafka"), Level.WARNING,
                    Logger.getLogger("org.apache.kafka"), Level.WARNING,
                    Logger.getLogger("state.change.logger"), Level.WARNING,
                    // Warns when two clients of one name share the JVM's metrics.
                    Logger.getLogger("org.apache.kafka.common.utils.AppInfoParser"), Level.SEVERE);

    private QuietKafka() {}

    static void apply() {
        LEVELS.forEach(Logger::setLevel);
    }
}
