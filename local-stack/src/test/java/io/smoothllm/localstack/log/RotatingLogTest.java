package io.smoothllm.localstack.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {
    @TempDir Path folder;

    @Test
    void keepsTwoFilesOfBoundedSize() throws Exception {
        var log = new RotatingLog(folder.resolve("kafka.log"), 100);

        IntStream.range(0, 50).forEach(i -> log.write("line " + i));

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("kafka.log", "kafka.log.1");
        assertThat(Files.size(folder.resolve("kafka.log"))).isLessThanOrEqualTo(100);
        assertThat(Files.size(folder.resolve("kafka.log.1"))).isLessThanOrEqualTo(100);
        assertThat(Files.readString(folder.resolve("kafka.log"))).endsWith("line 49\n");
    }

    @Test
    void goesOnWhereItEnded() throws Exception {
        var file = folder.resolve("kafka.log");
        new RotatingLog(file).write("yesterday");

        new RotatingLog(file).write("today");

        assertThat(Files.readAllLines(file)).containsExactly("yesterday", "today");
    }

    @Test
    void showsTheLastLinesWhoeverWroteThem() throws Exception {
        var log = new RotatingLog(folder.resolve("kafka.log"));
        IntStream.range(0, 10_000).forEach(i -> log.write("line " + i));

        Files.writeString(log.file(), "a guest\n", StandardOpenOption.APPEND);

        assertThat(log.lastLines()).hasSize(15).startsWith("line 9986").endsWith("a guest");
    }

    @Test
    void doesWithoutAFileItCannotWrite() {
        var log = new RotatingLog(folder.resolve("no/such/folder/kafka.log"));

        log.write("a line");

        assertThat(log.lastLines()).isEmpty();
    }
}
