package io.smoothllm.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir Path folder;

    @Test
    void oneOfTheseJarsIsKept() throws IOException {
        fileOf("lib/a.jar", 1_000);
        fileOf("made.jsa", 2_000);

        assertThat(archive().file()).exists();
    }

    @Test
    void oneOfAnOlderJarIsForgotten() throws IOException {
        fileOf("lib/a.jar", 1_000);
        fileOf("lib/deep/b.jar", 3_000);
        fileOf("made.jsa", 2_000);

        assertThat(archive().file()).doesNotExist();
    }

    @Test
    void whereThereIsNoneItIsYetToBeMade() throws IOException {
        fileOf("lib/a.jar", 1_000);

        assertThat(archive().file()).isEqualTo(folder.resolve("made.jsa")).doesNotExist();
    }

    private ClassArchive archive() throws IOException {
        return ClassArchive.of(folder.resolve("made.jsa"), List.of(folder.resolve("lib")));
    }

    private void fileOf(String name, long millis) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    }
}
