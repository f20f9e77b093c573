package io.smoothllm.localstack.log;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;

/// A log file and the one before it, neither larger than 10 MB, and the last lines at hand.
///
/// A log that cannot be written (a full disk) must not stop what it is about: the lines are then
/// only kept in memory.
public final class RotatingLog {
    private static final long MAX_BYTES = 10_000_000;
    private static final int TAIL = 15;

    private final Path file;
    private final long maxBytes;
    private final ArrayDeque<String> tail = new ArrayDeque<>();
    private BufferedWriter writer;
    private long bytes;

    public RotatingLog(Path file) {
        this(file, MAX_BYTES);
    }

    RotatingLog(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    public synchronized void write(String line) {
        if (tail.size() == TAIL) {
            tail.removeFirst();
        }
        tail.addLast(line);
        try {
            int size = line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (writer != null && bytes + size > maxBytes) {
                rotate();
            }
            open();
            writer.write(line);
            writer.write('\n');
            writer.flush();
            bytes += size;
        } catch (IOException unwritable) {
            writer = null;
        }
    }

    public synchronized List<String> lastLines() {
        return List.copyOf(tail);
    }

    public Path file() {
        return file;
    }

    private void open() throws IOException {
        if (writer == null) {
            bytes = Files.exists(file) ? Files.size(file) : 0;
            writer =
                    Files.newBufferedWriter(
                            file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private void rotate() throws IOException {
        writer.close();
        writer = null;
        Files.move(
                file,
                file.resolveSibling(file.getFileName() + ".1"),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
