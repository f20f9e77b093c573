package io.smoothllm.usage.ledger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smoothllm.kit.outbox.BrokerConfig;
import io.smoothllm.model.Topics;
import io.smoothllm.usage.integrity.Instances;
import io.smoothllm.usage.spend.NewPeriods;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/// Reads the topic of usage on a thread of its own. Offsets are committed when their records are in
/// the database, never before; what fails is read again, for as long as it takes.
///
/// Nothing is kept between two reads, so a rebalance at any moment is harmless.
@ApplicationScoped
class RecordUsage {
    static final String GROUP = "usage-service";

    private static final Logger LOG = Logger.getLogger(RecordUsage.class);

    /// How long a read waits for a first record; one that is there is returned at once.
    private static final Duration POLL = Duration.ofMillis(500);

    private final Lanes lanes;
    private final Instances instances;
    private final LedgerDays days;
    private final NewPeriods periods;
    private final UsageTopics topics;
    private final IntakeState state;
    private final BrokerConfig broker;
    private final LedgerConfig config;
    private CountDownLatch stopping;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private Thread thread;
    private Duration pause;

    RecordUsage(
            Lanes lanes,
            Instances instances,
            LedgerDays days,
            NewPeriods periods,
            UsageTopics topics,
            IntakeState state,
            BrokerConfig broker,
            LedgerConfig config) {
        this.lanes = lanes;
        this.instances = instances;
        this.days = days;
        this.periods = periods;
        this.topics = topics;
        this.state = state;
        this.broker = broker;
        this.config = config;
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onShutdown(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    void start() {
        stopping = new CountDownLatch(1);
        pause = config.firstPause();
        thread = Thread.ofPlatform().name("record-usage").start(this::run);
    }

    /// Lets the batch at hand end; whatever does not end in time is read again by the next process.
    void stop() throws InterruptedException {
        stopping.countDown();
        if (consumer != null) {
            consumer.wakeup();
        }
        if (!thread.join(Duration.ofSeconds(5))) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(2));
        }
    }

    private void run() {
        while (!isStopping()) {
            try (var opened =
                    new KafkaConsumer<>(
                            settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                topics.create();
                opened.subscribe(List.of(Topics.USAGE));
                while (!isStopping()) {
                    readOn(opened);
                }
            } catch (WakeupException e) {
                LOG.debug("Woken to stop", e);
            } catch (RuntimeException | AssertionError e) {
                // Whatever it was, a new consumer begins where the offsets stand.
                waitAfter(e);
            }
        }
    }

    private void readOn(KafkaConsumer<byte[], byte[]> consumer) {
        var batch = consumer.poll(POLL);
        state.observe(consumer);
        try {
            days.keepAhead();
            periods.keepUp();
            if (!batch.isEmpty()) {
                var arrived = Arrivals.of(batch);
                var recorded = lanes.take(arrived.calls());
                instances.note(recorded, arrived.reports());
                commit(consumer, batch);
            }
            instances.watch();
        } catch (SQLException | KafkaException e) {
            rewind(consumer, batch);
            waitAfter(e);
            return;
        }
        state.recovered();
        pause = config.firstPause();
    }

    private static void rewind(
            KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> batch) {
        for (var partition : batch.partitions()) {
            consumer.seek(partition, batch.records(partition).getFirst().offset());
        }
    }

    private static void commit(
            KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> batch) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : batch.partitions()) {
            long next = batch.records(partition).getLast().offset() + 1;
            offsets.put(partition, new OffsetAndMetadata(next));
        }
        try {
            consumer.commitSync(offsets);
        } catch (CommitFailedException e) {
            LOG.debug("The partitions moved on; their new reader drops what it reads again", e);
        }
    }

    private void waitAfter(Throwable failure) {
        if (isStopping()) {
            return;
        }
        state.failed(failure);
        try {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(config.longestPause()) > 0 ? config.longestPause() : doubled;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<String, Object>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchSize() * config.lanes());
        // Enough for a whole batch of one instance's records, which are in one partition.
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        settings.put(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) config.brokerPatience().toMillis());
        // A process that was killed gives up its partitions after this long, not after 45 s.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_500);
        return settings;
    }
}
