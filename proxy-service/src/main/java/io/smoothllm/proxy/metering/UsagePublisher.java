package io.smoothllm.proxy.metering;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.UsageRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Brings usage records to Kafka. The event loop only queues; a thread of its own sends, and tries
/// for as long as the proxy lives. A broker that is down delays records. They wait in memory, so
/// what was not sent is lost with the process.
@ApplicationScoped
class UsagePublisher {
    private static final Logger LOG = Logger.getLogger(UsagePublisher.class);

    private final MeteringConfig config;
    private final String bootstrapServers;
    private final LinkedBlockingQueue<UsageRecord> queue = new LinkedBlockingQueue<>();
    private final AtomicLong unacknowledged = new AtomicLong();
    private volatile boolean stopping;
    private Thread thread;

    UsagePublisher(
            MeteringConfig config,
            @ConfigProperty(
                            name = "smoothllm.kafka.bootstrap-servers",
                            defaultValue = "localhost:9092")
                    String bootstrapServers,
            MeterRegistry metrics) {
        this.config = config;
        this.bootstrapServers = bootstrapServers;
        metrics.gauge("smoothllm.usage.unpublished", unacknowledged);
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("usage-publisher").start(this::run);
    }

    void publish(UsageRecord usage) {
        unacknowledged.incrementAndGet();
        queue.add(usage);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        thread.join(config.flushTimeout().toMillis());
        if (unacknowledged.get() > 0) {
            LOG.errorf("%d usage records were not taken by the broker", unacknowledged.get());
        }
    }

    private void run() {
        while (!stopping || !queue.isEmpty()) {
            try (var producer =
                    new KafkaProducer<>(
                            settings(), new StringSerializer(), new ByteArraySerializer())) {
                drain(producer);
            } catch (InterruptedException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                // The broker's name may not resolve yet.
                LOG.warnf("The broker takes no usage records now: %s", e.getMessage());
                if (stopping || !pause()) {
                    return;
                }
            }
        }
    }

    private void drain(KafkaProducer<String, byte[]> producer) throws InterruptedException {
        while (!stopping || !queue.isEmpty()) {
            var usage = queue.poll(100, TimeUnit.MILLISECONDS);
            if (usage != null) {
                send(producer, usage);
            }
        }
        producer.flush();
    }

    private static boolean pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// A record too many for the producer's memory waits here, in its own thread.
    private void send(KafkaProducer<String, byte[]> producer, UsageRecord usage) {
        var message =
                new ProducerRecord<>(
                        Topics.USAGE, usage.eventId().instance().toString(), Wire.write(usage));
        while (true) {
            try {
                producer.send(message, (_, failure) -> acknowledged(usage, failure));
                return;
            } catch (RuntimeException e) {
                if (stopping) {
                    LOG.errorf("Usage record %s was not sent: %s", usage.eventId(), e.getMessage());
                    return;
                }
                LOG.warnf("The broker takes no usage records now: %s", e.getMessage());
            }
        }
    }

    private void acknowledged(UsageRecord usage, Exception failure) {
        if (failure == null) {
            unacknowledged.decrementAndGet();
        } else if (!stopping) {
            LOG.warnf("Usage record %s is sent again: %s", usage.eventId(), failure.getMessage());
            queue.add(usage);
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                120_000);
    }
}
