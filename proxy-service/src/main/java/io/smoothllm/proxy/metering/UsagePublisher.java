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
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/// Brings usage records to Kafka. The event loop only queues; a thread of its own sends, and tries
/// for as long as the proxy lives, so a broker that is down delays records and loses none.
@ApplicationScoped
class UsagePublisher {
    private static final Logger LOG = Logger.getLogger(UsagePublisher.class);

    private final MeteringConfig config;
    private final LinkedBlockingQueue<UsageRecord> queue = new LinkedBlockingQueue<>();
    private final AtomicLong unacknowledged = new AtomicLong();
    private volatile boolean stopping;
    private Thread thread;

    UsagePublisher(MeteringConfig config, MeterRegistry metrics) {
        this.config = config;
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
        try (var producer =
                new KafkaProducer<>(
                        settings(), new StringSerializer(), new ByteArraySerializer())) {
            while (!stopping || !queue.isEmpty()) {
                var usage = queue.poll(100, TimeUnit.MILLISECONDS);
                if (usage != null) {
                    send(producer, usage);
                }
            }
            producer.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
                config.bootstrapServers(),
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
