package io.smoothllm.testing.kafka;

import io.smoothllm.testing.Directories;
import io.smoothllm.testing.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A real Kafka broker and its controller in this JVM, on loopback ports.
///
/// When Kafka meets a fault it would end the process for, this JVM lives on and [#failure] tells.
public final class EmbeddedBroker implements AutoCloseable {
    private static final int ATTEMPTS = 3;

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final Path directory;
    private final boolean temporary;

    private EmbeddedBroker(KafkaRaftServer server, int port, Path directory, boolean temporary) {
        this.server = server;
        this.bootstrapServers = "127.0.0.1:" + port;
        this.directory = directory;
        this.temporary = temporary;
    }

    /// For tests: an empty broker on a free port, gone after [#close].
    public static EmbeddedBroker startTemporary() throws IOException {
        var directory = Files.createTempDirectory("smoothllm-kafka");
        return start(directory, 0, true);
    }

    /// A broker whose topics, records and offsets stay.
    ///
    /// @param dataDirectory made and formatted at the first start
    /// @param port 0 = a free one
    public static EmbeddedBroker start(Path dataDirectory, int port) throws IOException {
        return start(Files.createDirectories(dataDirectory), port, false);
    }

    private static EmbeddedBroker start(Path directory, int port, boolean temporary)
            throws IOException {
        QuietKafka.apply();
        FatalFaults.catchThem();
        // Kafka loads classes by the thread's loader, and its threads inherit that for life.
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(EmbeddedBroker.class.getClassLoader());
        try {
            for (int attempt = 1; ; attempt++) {
                int brokerPort = FreePort.orFree(port);
                var server = server(directory, brokerPort);
                try {
                    server.startup();
                    return new EmbeddedBroker(server, brokerPort, directory, temporary);
                } catch (RuntimeException e) {
                    server.shutdown();
                    // Someone else may have taken a port in between.
                    if (attempt == ATTEMPTS) {
                        throw new IOException("Kafka does not start on port " + brokerPort, e);
                    }
                }
            }
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private static KafkaRaftServer server(Path directory, int port) throws IOException {
        var settings = BrokerSettings.of(directory, port, FreePort.find());
        format(directory);
        return new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    }

    /// What `kafka-storage format` does, unless it was done before.
    private static void format(Path directory) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try (var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot format " + directory + " for Kafka", e);
        }
    }

    /// Where clients connect: `127.0.0.1:port`.
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /// Makes the topic; fine when it is there already.
    ///
    /// @param config topic settings, for example `cleanup.policy` → `compact`
    public void createTopic(String name, int partitions, Map<String, String> config) {
        NewTopics.create(bootstrapServers, name, partitions, config);
    }

    /// The fault that ended the broker, if one did.
    public Optional<String> failure() {
        return FatalFaults.latest();
    }

    /// Writes everything down and waits until the broker is gone.
    @Override
    public void close() throws IOException {
        server.shutdown();
        server.awaitShutdown();
        if (temporary) {
            Directories.delete(directory);
        }
    }
}
