package io.smoothllm.usage.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smoothllm.kit.outbox.BrokerConfig;
import io.smoothllm.model.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Puts records aside that cannot become rows, as they came, with the header `reason` and with
/// where they were found.
@ApplicationScoped
class DeadLetters {
    private static final int LONGEST_REASON = 500;

    private final BrokerConfig broker;
    private final LedgerConfig config;
    private KafkaProducer<byte[], byte[]> producer;

    DeadLetters(BrokerConfig broker, LedgerConfig config) {
        this.broker = broker;
        this.config = config;
    }

    /// Returns when the broker has it.
    ///
    /// @throws KafkaException when it does not
    void send(ConsumerRecord<byte[], byte[]> refused, String reason) {
        var letter =
                new ProducerRecord<>(
                        Topics.USAGE_DEAD_LETTERS,
                        null,
                        refused.key(),
                        refused.value(),
                        refused.headers());
        letter.headers()
                .add("reason", shortened(reason).getBytes(UTF_8))
                .add("partition", Integer.toString(refused.partition()).getBytes(UTF_8))
                .add("offset", Long.toString(refused.offset()).getBytes(UTF_8));
        try {
            producer().send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaException("A dead letter could not be put aside", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    /// Made when first needed: most installations never need it.
    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            int patience = (int) config.brokerPatience().toMillis();
            var settings =
                    Map.<String, Object>of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            broker.bootstrapServers(),
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.LINGER_MS_CONFIG,
                            0,
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            patience,
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            patience / 2,
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            patience);
            producer =
                    new KafkaProducer<>(
                            settings, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
