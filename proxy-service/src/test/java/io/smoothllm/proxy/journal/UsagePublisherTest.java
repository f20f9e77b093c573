package io.smoothllm.proxy.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.InstanceReport;
import io.smoothllm.model.usage.InstanceReport.Range;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.testing.FreePort;
import io.smoothllm.testing.kafka.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsagePublisherTest {
    private static final int SEGMENT = 64 * 1024;
    private static final long SMALL = 4L * SEGMENT;

    @TempDir Path directory;
    @TempDir Path brokerData;
    private Journal journal;
    private Thread preparing;

    @BeforeEach
    void open() throws Exception {
        journal = new Journal(directory, UUID.randomUUID(), SEGMENT, 64L * SEGMENT);
        preparing = Thread.ofPlatform().start(journal::prepare);
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
        preparing.join();
    }

    @Test
    void whatWasSettledWhileTheBrokerWasAwayArrivesOnceItIsBackAndLeavesTheDisk() throws Exception {
        int port = FreePort.find();
        var expected = settle(300);
        var publisher = new UsagePublisher(journal, "127.0.0.1:" + port, List.of());
        var publishing = Thread.ofPlatform().start(publisher);

        try (var broker = EmbeddedBroker.start(brokerData, port)) {
            broker.createTopic(Topics.USAGE, 1, Map.of());
            await().atMost(Duration.ofSeconds(60)).until(() -> publisher.unacknowledged() == 0);
            publisher.stopWithin(Duration.ofSeconds(10));
            publishing.join();

            assertThat(arrived(broker)).containsExactlyInAnyOrderElementsOf(expected);
        }
        journal.close();
        assertThat(segmentFiles()).isEmpty();
    }

    @Test
    void aFullJournalTakesCallsAgainOnceTheBrokerHasTakenWhatIsInIt() throws Exception {
        int port = FreePort.find();
        var home = Files.createDirectory(directory.resolve("small"));
        try (var small = new Journal(home, UUID.randomUUID(), SEGMENT, SMALL)) {
            Thread.ofPlatform().start(small::prepare);
            var publisher = new UsagePublisher(small, "127.0.0.1:" + port, List.of());
            var publishing = Thread.ofPlatform().start(publisher);
            var expected = fill(small);

            try (var broker = EmbeddedBroker.start(brokerData, port)) {
                broker.createTopic(Topics.USAGE, 1, Map.of());
                await().atMost(Duration.ofSeconds(60)).until(() -> settleOne(small, expected));
                publisher.stopWithin(Duration.ofSeconds(20));
                publishing.join();

                assertThat(arrived(broker)).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void whatADeadProcessLeftIsSentByTheNextOne() throws Exception {
        var expected = settle(20);
        var left = Recovery.read(directory);
        var nextHome = Files.createDirectory(directory.resolve("next"));
        try (var broker = EmbeddedBroker.startTemporary();
                var next = new Journal(nextHome, UUID.randomUUID(), SEGMENT, 64L * SEGMENT)) {
            broker.createTopic(Topics.USAGE, 1, Map.of());
            var publisher = new UsagePublisher(next, broker.bootstrapServers(), left.segments());
            publisher.stopWithin(Duration.ofSeconds(20));

            publisher.run();

            publisher.close();
            assertThat(arrived(broker)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void aReportIsToldFromCallsByItsHeader() throws Exception {
        settle(3);
        journal.admit(Calls::intended);
        journal.report(false);
        try (var broker = EmbeddedBroker.startTemporary()) {
            broker.createTopic(Topics.USAGE, 1, Map.of());
            var publisher = new UsagePublisher(journal, broker.bootstrapServers(), List.of());
            publisher.stopWithin(Duration.ofSeconds(20));

            publisher.run();

            assertThat(arrived(broker)).hasSize(3);
            assertThat(reports(broker))
                    .singleElement()
                    .satisfies(
                            report -> {
                                assertThat(report.admitted()).isEqualTo(4);
                                assertThat(report.open()).containsExactly(new Range(4, 4));
                                assertThat(report.closed()).isFalse();
                            });
        }
    }

    private List<UsageRecord> settle(int calls) {
        var settled = new ArrayList<UsageRecord>();
        while (settled.size() < calls) {
            try {
                var call = Calls.settled(journal.admit(Calls::intended));
                journal.settle(call);
                settled.add(call);
            } catch (JournalFullException e) {
                Thread.onSpinWait(); // the next segment is being made
            }
        }
        return settled;
    }

    /// Until there is no room, and no segment that could still be made.
    private static List<UsageRecord> fill(Journal journal) {
        var settled = new ArrayList<UsageRecord>();
        boolean asLargeAsItGets = false;
        while (settleOne(journal, settled) || !asLargeAsItGets) {
            asLargeAsItGets = journal.size() >= SMALL;
        }
        return settled;
    }

    private static boolean settleOne(Journal journal, List<UsageRecord> settled) {
        try {
            var call = Calls.settled(journal.admit(Calls::intended));
            journal.settle(call);
            settled.add(call);
            return true;
        } catch (JournalFullException e) {
            return false;
        }
    }

    private List<String> segmentFiles() throws Exception {
        try (var files = Files.list(directory)) {
            return files.map(Path::toString).filter(f -> f.endsWith(".journal")).toList();
        }
    }

    private static List<UsageRecord> arrived(EmbeddedBroker broker) {
        return sent(broker).stream()
                .filter(sent -> sent.headers().lastHeader(InstanceReport.HEADER) == null)
                .map(sent -> Wire.read(sent.value(), UsageRecord.class))
                .toList();
    }

    private static List<InstanceReport> reports(EmbeddedBroker broker) {
        return sent(broker).stream()
                .filter(sent -> sent.headers().lastHeader(InstanceReport.HEADER) != null)
                .map(sent -> Wire.read(sent.value(), InstanceReport.class))
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> sent(EmbeddedBroker broker) {
        var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(Topics.USAGE, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            var sent = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(sent::add);
            }
            return sent;
        }
    }
}
