package io.smoothllm.proxy.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.UsageRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real process that admits and settles as fast as it can, and is killed in the middle.
@Timeout(60)
class KilledWriterTest {
    @TempDir Path directory;

    /// Run in a process of its own: says each number behind its settlement, and every third call is
    /// left open.
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            var journal =
                    new Journal(
                            Path.of(arguments[0]),
                            UUID.randomUUID(),
                            256 * 1024,
                            512L * 1024 * 1024);
            Thread.ofPlatform().start(journal::prepare);
            while (true) {
                try {
                    var event = journal.admit(Calls::intended);
                    if (event.sequence() % 3 != 0) {
                        journal.settle(Calls.settled(event));
                    }
                    System.out.write((event.sequence() + "\n").getBytes(StandardCharsets.US_ASCII));
                    System.out.flush();
                } catch (JournalFullException e) {
                    Thread.onSpinWait(); // the next segment is being made
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 500, 5_000})
    void nothingThatWasSaidIsLost(long killedAfter) throws Exception {
        var said = directory.resolve("said");
        var process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                directory.toString())
                        .redirectOutput(said.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        while (process.isAlive() && lines(said) < killedAfter) {
            Thread.onSpinWait();
        }

        process.destroyForcibly();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        long last = lines(said);
        assertThat(last).isGreaterThanOrEqualTo(killedAfter);
        var found = found();
        assertThat(found)
                .containsAll(LongStream.rangeClosed(1, last).boxed().toList())
                .as("numbers have no holes")
                .isEqualTo(
                        new TreeSet<>(LongStream.rangeClosed(1, found.getLast()).boxed().toList()));
    }

    private static long lines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.count();
        }
    }

    /// Every number once, as settled or as interrupted.
    private TreeSet<Long> found() throws Exception {
        var left = Recovery.read(directory);
        var numbers = new TreeSet<Long>();
        for (var segment : left.segments()) {
            var cursor = segment.read();
            for (var frame = cursor.next(); frame != null; frame = cursor.next()) {
                if (frame.kind().isSent()) {
                    var call = Wire.read(frame.payload(), UsageRecord.class);
                    assertThat(numbers.add(call.eventId().sequence())).isTrue();
                }
            }
            segment.close();
        }
        for (var open : left.interrupted()) {
            assertThat(numbers.add(open.call().eventId().sequence())).isTrue();
        }
        return numbers;
    }
}
