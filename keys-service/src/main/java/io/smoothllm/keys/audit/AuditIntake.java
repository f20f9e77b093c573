package io.smoothllm.keys.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smoothllm.kit.outbox.BrokerConfig;
import io.smoothllm.model.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/// Takes down what the other services tell. An entry may come again and is there once. The place in
/// the topic is noted after the database has what was read, so nothing is lost.
@ApplicationScoped
class AuditIntake {
    private static final Logger LOG = Logger.getLogger(AuditIntake.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ForeignEntries entries;
    private final BrokerConfig broker;
    private final MeterRegistry metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile KafkaConsumer<String, byte[]> consumer;
    private Thread thread;
    private boolean failing;

    AuditIntake(ForeignEntries entries, BrokerConfig broker, MeterRegistry metrics) {
        this.entries = entries;
        this.broker = broker;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("audit-intake").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        var reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        thread.join(PAUSE.toMillis());
    }

    private void run() {
        try {
            do {
                follow();
            } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until it is stopped or something fails; then the next one begins where this one was.
    private void follow() {
        try (var reading =
                new KafkaConsumer<>(
                        settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer = reading;
            reading.subscribe(List.of(Topics.AUDIT));
            while (stopping.getCount() > 0) {
                var batch = reading.poll(PATIENCE);
                batch.forEach(this::take);
                if (!batch.isEmpty()) {
                    reading.commitSync();
                }
                failing = false;
            }
        } catch (WakeupException e) {
            LOG.debug("Stopped");
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("Audit entries of other services have to wait", e);
            }
            failing = true;
        } finally {
            consumer = null;
        }
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        var outcome = entries.take(message.value());
        metrics.counter("smoothllm.audit.entries.taken", "outcome", outcome.name()).increment();
        if (outcome == ForeignEntries.Outcome.UNUSABLE) {
            LOG.warnf("The audit entry at offset %d cannot be kept", message.offset());
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "keys-service",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                (int) PAUSE.toMillis());
    }
}
