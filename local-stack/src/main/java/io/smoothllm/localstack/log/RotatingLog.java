package io.smoothllm.localstack.log;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A log file and the one before it, neither much larger than 10 MB, and the last lines at hand.
///
/// Others may append to the file as well (PostgreSQL does). A log that cannot be written, on a full
/// disk for example, must not stop what it is about: its lines are lost.
public final class RotatingLog {
    private static final long MAX_BYTES = 10_000_000;
    private static final int TAIL_LINES = 15;
    private static final int TAIL_BYTES = 16_384;

    private final Path file;
    private final long maxBytes;
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
        try {
            open();
            int size = line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes + size > maxBytes) {
                rotate();
                open();
            }
            writer.write(line);
            writer.write('\n');
            writer.flush();
            bytes += size;
        } catch (IOException unwritable) {
            writer = null;
        }
    }

    /// Empty when the file cannot be read.
    public List<String> lastLines() {
        try (var channel = FileChannel.open(file)) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES));
            var text =
                    new String(
                            Channels.newInputStream(channel).readAllBytes(),
                            StandardCharsets.UTF_8);
            var lines = text.lines().toList();
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        } catch (IOException unreadable) {
            return List.of();
        }
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
