package io.smoothllm.proxy.view;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/// Reads the compacted topics from their start, for as long as the proxy lives, in one thread of
/// its own. It belongs to no consumer group: every proxy reads everything.
@ApplicationScoped
public class TopicFollower {
    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);

    /// How often a topic that is not needed is looked for.
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Map<String, TopicView> views;
    private final ViewConfig config;
    private final MeterRegistry metrics;
    private final Timer propagation;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean caughtUp;
    private volatile KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private boolean failing;
    private Instant started;
    private Thread thread;

    TopicFollower(@All List<TopicView> views, ViewConfig config, MeterRegistry metrics) {
        this.views =
                views.stream().collect(Collectors.toMap(TopicView::topic, Function.identity()));
        this.config = config;
        this.metrics = metrics;
        this.propagation =
                Timer.builder("smoothllm.propagation")
                        .description("From a change's commit to its effect in this proxy")
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofSeconds(30))
                        .register(metrics);
        metrics.gauge("smoothllm.views.caught.up", this, f -> f.caughtUp ? 1 : 0);
    }

    /// Whether everything that was on the topics when the proxy started has been applied.
    public boolean caughtUp() {
        return caughtUp;
    }

    void start(@Observes StartupEvent event) {
        started = Instant.now();
        thread = Thread.ofPlatform().name("topic-follower").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        var following = consumer;
        if (following != null) {
            following.wakeup();
        }
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    private void run() {
        while (!isStopping()) {
            try (var following =
                    new KafkaConsumer<>(
                            settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = following;
                follow(following);
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.warn("The topics cannot be followed now; what is known stays in use", e);
                }
                failing = true;
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> following) {
        var partitions = awaitPartitions(following);
        following.assign(partitions);
        resume(following, partitions);
        var lookedAt = System.nanoTime();
        var ends = following.endOffsets(partitions);
        if (failing) {
            LOG.info("The topics are followed again");
            failing = false;
        }
        while (!isStopping()) {
            following.poll(POLL).forEach(this::apply);
            if (lacksTopic(following) && System.nanoTime() - lookedAt > LOOK.toNanos()) {
                followWhatIsThereNow(following);
                lookedAt = System.nanoTime();
            }
            if (!caughtUp
                    && ends.entrySet().stream()
                            .allMatch(end -> following.position(end.getKey()) >= end.getValue())) {
                caughtUp = true;
                LOG.infof(
                        "Keys and catalog are up to date after %d ms",
                        Duration.between(started, Instant.now()).toMillis());
            }
        }
    }

    private boolean lacksTopic(KafkaConsumer<String, byte[]> following) {
        return views.keySet().stream()
                .anyMatch(
                        topic ->
                                following.assignment().stream()
                                        .noneMatch(part -> part.topic().equals(topic)));
    }

    private void followWhatIsThereNow(KafkaConsumer<String, byte[]> following) {
        var before = following.assignment();
        var now = partitionsIn(following.listTopics());
        following.assign(now);
        resume(following, now.stream().filter(part -> !before.contains(part)).toList());
    }

    /// From where the last consumer stopped: what was read is known, and an old state that is read
    /// again would be true for a moment.
    private void resume(KafkaConsumer<String, byte[]> following, List<TopicPartition> partitions) {
        for (var partition : partitions) {
            var position = positions.get(partition);
            if (position == null) {
                following.seekToBeginning(List.of(partition));
            } else {
                following.seek(partition, position);
            }
        }
    }

    /// The owners make the topics; until those that are needed are there, there is nothing to know
    /// and the proxy is not ready.
    private List<TopicPartition> awaitPartitions(KafkaConsumer<String, byte[]> following) {
        while (!isStopping()) {
            var known = following.listTopics();
            if (views.values().stream()
                    .allMatch(view -> known.containsKey(view.topic()) || !view.isNeeded())) {
                return partitionsIn(known);
            }
            if (!pause()) {
                throw new WakeupException();
            }
        }
        throw new WakeupException();
    }

    private List<TopicPartition> partitionsIn(Map<String, List<PartitionInfo>> known) {
        return views.keySet().stream()
                .flatMap(topic -> known.getOrDefault(topic, List.of()).stream())
                .map(part -> new TopicPartition(part.topic(), part.partition()))
                .toList();
    }

    private void apply(ConsumerRecord<String, byte[]> change) {
        positions.put(new TopicPartition(change.topic(), change.partition()), change.offset() + 1);
        try {
            var committed = views.get(change.topic()).apply(change.key(), change.value());
            // Old records say how old they are, not how long they travelled.
            if (committed != null && committed.isAfter(started)) {
                propagation.record(Duration.between(committed, Instant.now()));
            }
        } catch (RuntimeException e) {
            metrics.counter("smoothllm.views.unreadable", "topic", change.topic()).increment();
            LOG.errorf(
                    "Record %s-%d@%d cannot be applied: %s",
                    change.topic(), change.partition(), change.offset(), e.getMessage());
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /// Returns false when the proxy stops meanwhile.
    private boolean pause() {
        try {
            return !stopping.await(config.retryInterval().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.bootstrapServers(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000,
                // A change is to be felt at once: the broker answers with the first byte it has.
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000);
    }
}
