package io.smoothllm.usage.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.InstanceReport;
import io.smoothllm.model.usage.UsageRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// The proxy's end of the topic, and a look at the dead letters.
public final class UsageTopic implements AutoCloseable {
    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    public UsageTopic() {
        this(
                ConfigProvider.getConfig()
                        .getValue("smoothllm.kafka.bootstrap-servers", String.class));
    }

    public UsageTopic(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /// Returns when the broker has them all.
    public void send(List<UsageRecord> calls) {
        for (var call : calls) {
            producer.send(
                    new ProducerRecord<>(
                            Topics.USAGE, call.eventId().instance().toString(), Wire.write(call)));
        }
        producer.flush();
    }

    /// Returns when the broker has it.
    public void send(InstanceReport report) {
        sendReport(report.instance(), Wire.write(report));
    }

    /// One that no proxy would send.
    public void sendReport(UUID instance, String text) {
        sendReport(instance, text.formatted(instance).getBytes(UTF_8));
    }

    private void sendReport(UUID instance, byte[] value) {
        var message = new ProducerRecord<>(Topics.USAGE, instance.toString(), value);
        message.headers().add(InstanceReport.HEADER, InstanceReport.KIND.getBytes(UTF_8));
        producer.send(message);
        producer.flush();
    }

    /// @return the record's key, by which its dead letter is found
    public String sendRaw(byte[] value) {
        var key = UUID.randomUUID().toString();
        producer.send(new ProducerRecord<>(Topics.USAGE, key, value));
        producer.flush();
        return key;
    }

    /// The reasons of all dead letters with that key.
    public List<String> reasonsOf(String key) {
        return deadLetters().stream()
                .filter(letter -> key.equals(letter.key()))
                .map(letter -> header(letter, "reason").orElse("none"))
                .toList();
    }

    public static Optional<String> header(ConsumerRecord<?, ?> letter, String name) {
        return Optional.ofNullable(letter.headers().lastHeader(name))
                .map(header -> new String(header.value(), UTF_8));
    }

    public List<ConsumerRecord<String, byte[]>> deadLetters() {
        var partition = new TopicPartition(Topics.USAGE_DEAD_LETTERS, 0);
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            var letters = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
            return letters;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
