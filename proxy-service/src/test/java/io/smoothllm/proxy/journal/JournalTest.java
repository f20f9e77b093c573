package io.smoothllm.proxy.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.UsageRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A crash is a journal that nobody closed: what was stored in its mapping is in its files.
@Timeout(60)
class JournalTest {
    private static final int SEGMENT = 64 * 1024;

    private final UUID instance = UUID.randomUUID();
    @TempDir Path directory;
    private Journal journal;
    private Thread preparing;

    @BeforeEach
    void open() throws IOException {
        journal = new Journal(directory, instance, SEGMENT, 16L * SEGMENT);
        preparing = Thread.ofPlatform().start(journal::prepare);
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
        preparing.join();
    }

    @Test
    void aCallThatWasNotSettledIsInterruptedWithWhatItsIntentSaid() throws Exception {
        var intended = new ArrayList<UsageRecord>();
        var event =
                journal.admit(
                        e -> {
                            intended.add(Calls.intended(e));
                            return intended.getFirst();
                        });

        var left = Recovery.read(directory);

        assertThat(left.interrupted()).extracting(Recovery.Interrupted::call).isEqualTo(intended);
        assertThat(event).isEqualTo(new EventId(instance, 1));
    }

    @Test
    void aSegmentThatCouldNotBeMadeLeavesNoHole() throws Exception {
        var first = journal.segments().getFirst();
        var obstacle = directory.resolve("%s-%08d.journal".formatted(instance, 2));
        Files.createDirectories(obstacle.resolve("in the way"));
        while (journal.after(first) == null) {
            journal.settle(Calls.settled(journal.admit(Calls::intended)));
        }
        await().until(() -> preparing.getState() == Thread.State.TIMED_WAITING);
        Files.delete(obstacle.resolve("in the way"));
        Files.delete(obstacle);

        await().ignoreException(JournalFullException.class)
                .until(
                        () -> {
                            journal.settle(Calls.settled(journal.admit(Calls::intended)));
                            return journal.segments().size() > 2;
                        });

        assertThat(journal.segments()).extracting(Segment::index).startsWith(0L, 1L, 2L);
    }

    @Test
    void aSettledCallIsFoundAsItWasSettled() throws Exception {
        var settled = Calls.settled(journal.admit(Calls::intended));
        journal.settle(settled);

        var left = Recovery.read(directory);

        assertThat(left.interrupted()).isEmpty();
        assertThat(settlements(left)).containsExactly(settled);
    }

    @Test
    void numbersHaveNoHolesAndEveryCallIsThereWhoeverWrites() throws Exception {
        int each = 2_000;
        journal.close();
        journal = new Journal(directory, instance, 1024 * 1024, 64 * 1024 * 1024);
        preparing = Thread.ofPlatform().start(journal::prepare);
        try (var writers = Executors.newFixedThreadPool(4)) {
            for (int writer = 0; writer < 4; writer++) {
                writers.submit(
                        () -> {
                            for (int i = 0; i < each; i++) {
                                admitPatiently();
                            }
                        });
            }
        }

        var left = Recovery.read(directory);

        var numbers = new ArrayList<Long>();
        settlements(left).forEach(call -> numbers.add(call.eventId().sequence()));
        left.interrupted().forEach(call -> numbers.add(call.call().eventId().sequence()));
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 4L * each).boxed().toList());
    }

    /// Settles every other call.
    private void admitPatiently() {
        while (true) {
            try {
                var event = journal.admit(Calls::intended);
                if (event.sequence() % 2 == 0) {
                    journal.settle(Calls.settled(event));
                }
                return;
            } catch (JournalFullException e) {
                Thread.onSpinWait(); // the next segment is being made
            }
        }
    }

    @Test
    void aFullJournalAdmitsNothingMoreButSettlesAllThatIsOpen() throws Exception {
        var open = new ArrayList<EventId>();
        assertThatThrownBy(() -> fill(open)).isInstanceOf(JournalFullException.class);

        open.forEach(event -> journal.settle(Calls.settled(event)));

        var left = Recovery.read(directory);
        assertThat(left.interrupted()).isEmpty();
        assertThat(settlements(left)).hasSameSizeAs(open);
        assertThat(open).hasSizeGreaterThan(100);
    }

    /// Until nothing is admitted for longer than making a segment takes.
    private void fill(List<EventId> open) throws InterruptedException {
        for (int refusals = 0; ; ) {
            try {
                open.add(journal.admit(Calls::intended));
                refusals = 0;
            } catch (JournalFullException e) {
                if (++refusals > 200) {
                    throw e;
                }
                journal.awaitSettlement(5_000_000); // nothing is settled: a pause
            }
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenEndsAdmissionInWords() throws Exception {
        var other = Files.createDirectory(directory.resolve("gone"));
        try (var doomed = new Journal(other, UUID.randomUUID(), SEGMENT, 16L * SEGMENT)) {
            var parked = directory.resolve("parked");
            Files.move(other, parked);
            var thread = Thread.ofPlatform().start(doomed::prepare);

            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    doomed.admit(Calls::intended);
                                }
                            })
                    .isInstanceOf(JournalFullException.class);
            Files.move(parked, other);
            doomed.close();
            thread.join();
        }
    }

    @Test
    void segmentsGoInTheirOrderAndOnlyWhenNobodyNeedsThem() throws Exception {
        var first = journal.admit(Calls::intended);
        while (journal.segments().size() < 3) {
            admitPatiently();
        }
        for (var segment : journal.segments()) {
            acknowledgeAll(segment);
        }

        journal.release(Long.MAX_VALUE);

        assertThat(journal.segments().getFirst().index()).as("the first call is open").isZero();
        assertThat(Recovery.read(directory).interrupted())
                .extracting(left -> left.call().eventId())
                .contains(first);
    }

    @Test
    void whatIsDoneIsDeleted() throws Exception {
        while (journal.segments().size() < 3) {
            try {
                journal.settle(Calls.settled(journal.admit(Calls::intended)));
            } catch (JournalFullException e) {
                Thread.onSpinWait();
            }
        }
        for (var segment : journal.segments()) {
            acknowledgeAll(segment);
        }

        journal.release(Long.MAX_VALUE);

        assertThat(journal.segments()).hasSize(1);
    }

    @Test
    void flushingASegmentThatIsGoneIsNoFault() throws Exception {
        var stop = new AtomicBoolean();
        try (var flushing = Executors.newSingleThreadExecutor()) {
            var flushed =
                    flushing.submit(
                            () -> {
                                while (!stop.get()) {
                                    journal.force();
                                }
                            });
            for (int i = 0; i < 2_000; i++) {
                settleOne();
                for (var segment : journal.segments()) {
                    acknowledgeAll(segment);
                }
                journal.release(Long.MAX_VALUE);
            }
            stop.set(true);

            flushed.get(10, TimeUnit.SECONDS);
        }
        assertThat(journal.segments().getFirst().index()).isPositive();
    }

    private void settleOne() {
        while (true) {
            try {
                journal.settle(Calls.settled(journal.admit(Calls::intended)));
                return;
            } catch (JournalFullException e) {
                Thread.onSpinWait(); // the next segment is being made
            }
        }
    }

    @Test
    void whatIsDamagedEndsItsSegmentAndNothingElse() throws Exception {
        journal.settle(Calls.settled(journal.admit(Calls::intended)));
        int sound = journal.segments().getFirst().size() - journal.segments().getFirst().room();
        journal.settle(Calls.settled(journal.admit(Calls::intended)));
        try (var file = FileChannel.open(onlyUsedFile(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {42}), sound + Frame.PAYLOAD + 3);
        }

        var left = Recovery.read(directory);

        assertThat(settlements(left)).extracting(c -> c.eventId().sequence()).containsExactly(1L);
    }

    @Test
    void aFrameThatWasBeingWrittenIsNotThere() throws Exception {
        journal.settle(Calls.settled(journal.admit(Calls::intended)));
        int end = journal.segments().getFirst().size() - journal.segments().getFirst().room();
        try (var file = FileChannel.open(onlyUsedFile(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap("half a frame".getBytes()), end + Frame.KIND);
        }

        assertThat(settlements(Recovery.read(directory))).hasSize(1);
    }

    private Path onlyUsedFile() {
        return directory.resolve(instance + "-00000000.journal");
    }

    private static void acknowledgeAll(Segment segment) throws Exception {
        var cursor = segment.read();
        for (var frame = cursor.next(); frame != null; frame = cursor.next()) {
            if (frame.kind().isSent()) {
                segment.acknowledge(frame.ordinal());
            }
        }
    }

    private static List<UsageRecord> settlements(Recovery left) throws Exception {
        var settlements = new ArrayList<UsageRecord>();
        for (var segment : left.segments()) {
            var cursor = segment.read();
            try {
                for (var frame = cursor.next(); frame != null; frame = cursor.next()) {
                    if (frame.kind().isSent()) {
                        settlements.add(Wire.read(frame.payload(), UsageRecord.class));
                    }
                }
            } catch (Segment.DamagedException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        }
        return settlements;
    }
}
