package io.smoothllm.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/// What a JVM kept of the classes of some jars when it ended (`-XX:+AutoCreateSharedArchive`): with
/// it the next one starts in a third of the time.
record ClassArchive(Path file) {
    /// Removed when a jar is newer: a JVM that finds an archive of other jars neither uses it nor
    /// makes a new one when it ends (JDK 25).
    ///
    /// @param jars files, or folders of them
    static ClassArchive of(Path file, List<Path> jars) throws IOException {
        if (Files.exists(file)) {
            var made = Files.getLastModifiedTime(file);
            for (var place : jars) {
                if (hasNewer(place, made)) {
                    Files.deleteIfExists(file);
                    break;
                }
            }
        }
        return new ClassArchive(file);
    }

    private static boolean hasNewer(Path place, FileTime made) throws IOException {
        try (var files =
                Files.find(place, 4, (_, about) -> about.lastModifiedTime().compareTo(made) > 0)) {
            return files.anyMatch(Files::isRegularFile);
        }
    }
}
