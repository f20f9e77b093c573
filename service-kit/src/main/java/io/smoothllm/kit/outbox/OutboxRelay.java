package io.smoothllm.kit.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/// Publishes changed rows: at once after each commit, and whatever was left over every interval.
/// One thread; it survives a broker or a database that is down, and says so once per outage.
@ApplicationScoped
class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 200;

    private final List<OutboxTable> tables;
    private final OutboxConfig config;
    private final BrokerConfig broker;
    private final Publication publication;
    private final MeterRegistry metrics;
    private final Semaphore work = new Semaphore(1);
    private volatile boolean stopping;
    private boolean topicsExist;
    private boolean failing;
    private Thread thread;

    /// Made when it is first needed: while the broker's name does not resolve, that fails.
    private KafkaProducer<String, byte[]> producer;

    OutboxRelay(
            @All List<OutboxTable> tables,
            OutboxConfig config,
            BrokerConfig broker,
            Publication publication,
            MeterRegistry metrics) {
        this.tables = tables;
        this.config = config;
        this.broker = broker;
        this.publication = publication;
        this.metrics = metrics;
    }

    /// A service without such tables has no use for a thread and a producer.
    void start(@Observes StartupEvent event) {
        if (tables.isEmpty()) {
            return;
        }
        thread = Thread.ofPlatform().name("outbox-relay").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (thread == null) {
            return;
        }
        stopping = true;
        work.release();
        thread.join(config.sendTimeout().plusSeconds(2).toMillis());
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) RowChanged change) {
        work.release();
    }

    private void run() {
        try {
            while (!stopping) {
                awaitWork();
                relay();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forgetProducer();
        }
    }

    private void awaitWork() throws InterruptedException {
        if (work.tryAcquire(config.interval().toMillis(), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }

    private void relay() throws InterruptedException {
        try {
            if (producer == null) {
                producer =
                        new KafkaProducer<>(
                                settings(), new StringSerializer(), new ByteArraySerializer());
            }
            if (!topicsExist) {
                OwnTopics.create(tables, broker, config.sendTimeout());
                topicsExist = true;
            }
            for (var table : tables) {
                while (!stopping && publishSome(table) == BATCH) {}
            }
            if (failing) {
                LOG.info("Changes reach the broker again");
            }
            failing = false;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            metrics.counter("smoothllm.outbox.failures").increment();
            if (!failing) {
                LOG.warn("Changes do not reach the broker; they are kept and tried again", e);
            }
            failing = true;
            pause();
        }
    }

    private void forgetProducer() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private int publishSome(OutboxTable table) throws Exception {
        return QuarkusTransaction.requiringNew()
                .timeout((int) config.sendTimeout().toSeconds() + 5)
                .call(
                        () -> {
                            publication.takeTurn(table.topic());
                            var rows = table.unpublished(BATCH);
                            send(table.topic(), rows);
                            publication.mark(table.table(), rows);
                            metrics.counter("smoothllm.outbox.published", "topic", table.topic())
                                    .increment(rows.size());
                            return rows.size();
                        });
    }

    /// Waits until the broker has all of them. A producer that failed is given up while the turn is
    /// still ours: whatever it holds must not arrive after what the next one sends.
    private void send(String topic, List<Unpublished> rows)
            throws ExecutionException, InterruptedException {
        try {
            var sent =
                    rows.stream()
                            .map(
                                    row ->
                                            producer.send(
                                                    new ProducerRecord<>(
                                                            topic, row.topicKey(), row.value())))
                            .toList();
            producer.flush();
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            forgetProducer();
            throw e;
        }
    }

    private void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(config.interval().toMillis());
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                config.sendTimeout().toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) config.sendTimeout().toMillis() / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) config.sendTimeout().toMillis());
    }
}
