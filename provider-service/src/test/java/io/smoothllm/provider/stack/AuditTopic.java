package io.smoothllm.provider.stack;

import static org.awaitility.Awaitility.await;

import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.audit.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// The audit entries' topic from its start, as keys-service reads it.
public final class AuditTopic implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<byte[]> read = new ArrayList<>();

    public AuditTopic() {
        var servers =
                ConfigProvider.getConfig()
                        .getValue("smoothllm.kafka.bootstrap-servers", String.class);
        consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        var partition = List.of(new TopicPartition(Topics.AUDIT, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
    }

    /// What was told of that target, once it is so much.
    public List<AuditEntry> awaitAbout(String target, int entries) {
        return await().atMost(Duration.ofSeconds(10))
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            consumer.poll(Duration.ofMillis(100))
                                    .forEach(record -> read.add(record.value()));
                            return about(target);
                        },
                        told -> told.size() == entries);
    }

    /// So far.
    public List<AuditEntry> about(String target) {
        return read.stream()
                .map(json -> Wire.read(json, AuditEntry.class))
                .filter(entry -> entry.target().id().equals(target))
                .toList();
    }

    /// All that was read so far.
    public String text() {
        return String.join(
                "\n", read.stream().map(json -> new String(json, StandardCharsets.UTF_8)).toList());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
