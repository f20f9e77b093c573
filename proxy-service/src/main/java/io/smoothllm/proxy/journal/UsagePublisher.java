package io.smoothllm.proxy.journal;

import io.smoothllm.model.Topics;
import io.smoothllm.model.usage.InstanceReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/// Brings settlements from the journal to Kafka, in a thread of its own, and deletes what is no
/// longer needed. What the broker has not acknowledged stays on the disk; in memory there is never
/// more than the producer's buffer. Whatever fails, it starts over from the oldest segment and
/// sends what was not acknowledged: a duplicate is harmless.
final class UsagePublisher implements Runnable {
    private static final Logger LOG = Logger.getLogger(UsagePublisher.class);
    private static final byte[] KIND = InstanceReport.KIND.getBytes(StandardCharsets.UTF_8);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long OUTAGE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Journal journal;
    private final String bootstrapServers;

    /// Of processes that are gone, oldest first within each instance.
    private final List<Segment> inherited;

    private volatile long lastAcknowledged = System.nanoTime();
    private volatile boolean producerFailed;
    private volatile boolean outage;
    private volatile long stopAt = Long.MAX_VALUE;

    UsagePublisher(Journal journal, String bootstrapServers, List<Segment> inherited) {
        this.journal = journal;
        this.bootstrapServers = bootstrapServers;
        this.inherited = new CopyOnWriteArrayList<>(inherited);
    }

    /// Ends when the broker has everything, or after that time.
    void stopWithin(Duration patience) {
        stopAt = System.nanoTime() + patience.toNanos();
    }

    @Override
    public void run() {
        while (!isOver()) {
            try (var producer =
                    new Closing(
                            new KafkaProducer<>(
                                    settings(),
                                    new StringSerializer(),
                                    new ByteArraySerializer()))) {
                producerFailed = false;
                publish(producer.kafka());
            } catch (InterruptedException | InterruptException e) {
                return;
            } catch (IOException | RuntimeException e) {
                // The broker's name may not resolve yet, or the producer is beyond repair. Whatever
                // it
                // is, this thread goes on: without it the journal only grows.
                LOG.debug("Publishing starts over", e);
                tellOutage(e.getMessage());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /// A producer that is not waited for: what it still holds is in the journal.
    private record Closing(KafkaProducer<String, byte[]> kafka) implements AutoCloseable {
        @Override
        public void close() {
            kafka.close(Duration.ZERO);
        }
    }

    private void publish(KafkaProducer<String, byte[]> producer)
            throws InterruptedException, IOException {
        var work = new ArrayDeque<>(inherited);
        work.addAll(journal.segments());
        for (var segment = work.pollFirst(); segment != null; segment = following(segment, work)) {
            release(segment);
            var cursor = segment.read();
            // A segment is sealed behind its last frame: once a next one is there, one more look
            // finds all.
            for (boolean last = false; !last; ) {
                last = !work.isEmpty() || journal.after(segment) != null;
                send(producer, segment, cursor);
                if (isOver() || producerFailed) {
                    return;
                }
                if (!last) {
                    idle(segment);
                }
            }
        }
    }

    private Segment following(Segment segment, ArrayDeque<Segment> work) {
        return work.isEmpty() ? journal.after(segment) : work.removeFirst();
    }

    /// Sends what there is.
    private void send(
            KafkaProducer<String, byte[]> producer, Segment segment, Segment.Cursor cursor) {
        for (var frame = next(cursor); frame != null; frame = next(cursor)) {
            if (frame.kind().isSent() && !segment.isAcknowledged(frame.ordinal())) {
                send(producer, segment, frame);
            }
            if (isOver() || producerFailed) {
                return;
            }
        }
    }

    private static Frame next(Segment.Cursor cursor) {
        try {
            return cursor.next();
        } catch (Segment.DamagedException e) {
            LOG.debug("Told when the journal was recovered", e);
            return null;
        }
    }

    private void idle(Segment current) throws InterruptedException, IOException {
        release(current);
        if (unacknowledged() > 0 && System.nanoTime() - lastAcknowledged > OUTAGE_NANOS) {
            tellOutage("no answer");
        }
        journal.awaitSettlement(IDLE_NANOS);
    }

    /// Waits when the producer's buffer is full, here in its own thread.
    private void send(KafkaProducer<String, byte[]> producer, Segment segment, Frame frame) {
        var message =
                new ProducerRecord<>(Topics.USAGE, segment.instance().toString(), frame.payload());
        if (frame.kind() == Frame.Kind.REPORT) {
            message.headers().add(InstanceReport.HEADER, KIND);
        }
        while (!isOver()) {
            try {
                producer.send(
                        message, (_, failure) -> acknowledged(segment, frame.ordinal(), failure));
                return;
            } catch (TimeoutException e) {
                tellOutage(e.getMessage());
            }
        }
    }

    private void acknowledged(Segment segment, int ordinal, Exception failure) {
        if (failure != null) {
            producerFailed = true;
            return;
        }
        segment.acknowledge(ordinal);
        lastAcknowledged = System.nanoTime();
        if (outage) {
            outage = false;
            LOG.info("The broker takes usage records again");
        }
    }

    private void tellOutage(String why) {
        if (!outage) {
            outage = true;
            LOG.warnf("The broker takes no usage records now; they stay in the journal: %s", why);
        }
    }

    /// Deletes what nobody needs any more, up to the segment that is being read. An instance's
    /// segments go in their order only.
    private void release(Segment current) throws IOException {
        var kept = new HashSet<UUID>();
        for (var segment : inherited) {
            if (segment == current || !segment.isDone() || kept.contains(segment.instance())) {
                kept.add(segment.instance());
            } else {
                inherited.remove(segment);
                segment.delete();
            }
        }
        if (current.instance().equals(journal.instance())) {
            journal.release(current.index());
        }
    }

    /// What the broker does not have, for all we know.
    int unacknowledged() {
        int count = 0;
        for (var segment : inherited) {
            count += segment.unacknowledged();
        }
        for (var segment : journal.segments()) {
            count += segment.unacknowledged();
        }
        return count;
    }

    /// After its thread has ended.
    void close() throws IOException {
        for (var segment : inherited) {
            if (segment.isDone()) {
                segment.delete();
            } else {
                segment.close();
            }
        }
    }

    private boolean isOver() {
        return stopAt != Long.MAX_VALUE
                && (unacknowledged() == 0 || System.nanoTime() - stopAt > 0);
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
                // A record is tried for as long as it takes.
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE);
    }
}
