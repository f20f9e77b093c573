package io.smoothllm.usage.testing;

import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.spend.SpendTotal;
import io.smoothllm.model.spend.SpendTotal.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// A proxy's end of the topic of totals: what each scope was last said to have spent.
public final class SpendTopic implements AutoCloseable {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.SPEND, 0);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, SpendTotal> totals = new HashMap<>();

    public SpendTopic() {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                ConfigProvider.getConfig()
                                        .getValue(
                                                "smoothllm.kafka.bootstrap-servers", String.class)),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
    }

    /// Null while nothing was said.
    public SpendTotal of(Scope scope, UUID id) {
        long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
        while (consumer.position(PARTITION) < end) {
            for (var said : consumer.poll(Duration.ofMillis(100))) {
                totals.put(said.key(), Wire.read(said.value(), SpendTotal.class));
            }
        }
        return totals.get(SpendTotal.topicKey(scope, id));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
