package io.smoothllm.testing.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir Path home;

    @Test
    void recordsAndOffsetsSurviveARestart() throws Exception {
        try (var broker = EmbeddedBroker.start(home, 0)) {
            broker.createTopic("words", 1, Map.of("cleanup.policy", "compact"));
            broker.createTopic("words", 1, Map.of());
            send(broker, "first");
            assertThat(receive(broker, 1)).containsExactly("first");
            assertThat(broker.failure()).isEmpty();
        }
        try (var broker = EmbeddedBroker.start(home, 0)) {
            send(broker, "second");
            assertThat(receive(broker, 1)).containsExactly("second");
        }
    }

    @Test
    void topicsAreNotMadeByAccident() throws Exception {
        try (var broker = EmbeddedBroker.startTemporary()) {
            assertThatThrownBy(() -> send(broker, "lost"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void twoBrokersLiveInOneJvm() throws Exception {
        try (var one = EmbeddedBroker.startTemporary();
                var other = EmbeddedBroker.startTemporary()) {
            one.createTopic("words", 1, Map.of());
            other.createTopic("words", 1, Map.of());
            send(one, "one");
            send(other, "other");

            assertThat(receive(one, 1)).containsExactly("one");
            assertThat(receive(other, 1)).containsExactly("other");
        }
    }

    private static void send(EmbeddedBroker broker, String word) throws Exception {
        var settings =
                Map.<String, Object>of(
                        "bootstrap.servers", broker.bootstrapServers(), "max.block.ms", 3000);
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("words", word, word)).get();
        }
    }

    private static List<String> receive(EmbeddedBroker broker, int count) {
        var settings =
                Map.<String, Object>of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "group.id", "readers",
                        "auto.offset.reset", "earliest");
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("words"));
            var words = new ArrayList<String>();
            var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (words.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(one -> words.add(one.value()));
            }
            consumer.commitSync();
            return words;
        }
    }
}
