package io.smoothllm.testing.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The one broker of a test JVM, started by the first who asks and stopped when the JVM ends.
public final class SharedBroker {
    private static final System.Logger LOG = System.getLogger(SharedBroker.class.getName());

    private SharedBroker() {}

    public static String bootstrapServers() {
        return Running.BROKER.bootstrapServers();
    }

    private static final class Running {
        static final EmbeddedBroker BROKER = start();

        private static EmbeddedBroker start() {
            try {
                var broker = EmbeddedBroker.startTemporary();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "kafka-stop"));
                return broker;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void stop(EmbeddedBroker broker) {
            try {
                broker.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "The test broker left files behind", e);
            }
        }
    }
}
