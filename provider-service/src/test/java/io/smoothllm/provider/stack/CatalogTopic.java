package io.smoothllm.provider.stack;

import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.catalog.CatalogEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/// The catalog's topic from its start, as a proxy reads it.
public final class CatalogTopic implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();

    public CatalogTopic() {
        var servers =
                ConfigProvider.getConfig()
                        .getValue("smoothllm.kafka.bootstrap-servers", String.class);
        consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        var partition = new TopicPartition(Topics.CATALOG, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /// Every record until that version of `key` has come.
    public CatalogEntry await(String key, long version) {
        return Wire.read(
                awaitRecord(
                                record ->
                                        record.key().equals(key)
                                                && record.value() != null
                                                && entry(record).version() == version)
                        .value(),
                CatalogEntry.class);
    }

    public void awaitTombstone(String key) {
        awaitRecord(record -> record.key().equals(key) && record.value() == null);
    }

    /// All that was read so far.
    public List<ConsumerRecord<String, byte[]>> records() {
        return List.copyOf(read);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private ConsumerRecord<String, byte[]> awaitRecord(
            Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            consumer.poll(Duration.ofMillis(100)).forEach(read::add);
                            return read.stream().filter(wanted).findFirst();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static CatalogEntry entry(ConsumerRecord<String, byte[]> record) {
        return Wire.read(record.value(), CatalogEntry.class);
    }
}
