package io.smoothllm.localstack.part;

import io.smoothllm.testing.kafka.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The Kafka broker, in this process.
///
/// @param data its data folder
public record Kafka(Path data, int port) implements Part {

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String url() {
        return "kafka://127.0.0.1:" + port;
    }

    @Override
    public Running start() throws IOException {
        return new Life(EmbeddedBroker.start(data, port));
    }

    private record Life(EmbeddedBroker broker) implements Running {
        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public boolean isReady() {
            return broker.failure().isEmpty();
        }

        @Override
        public Optional<String> ended() {
            return broker.failure();
        }

        @Override
        public void stop() throws IOException {
            broker.close();
        }
    }
}
