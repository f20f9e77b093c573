package io.smoothllm.testing.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What the `postmaster.pid` of a data directory stands for: a running server, one that outlived a
/// killed parent, or nothing any more.
///
/// PostgreSQL refuses to start when the file names any live process, its own or not, and when
/// backends of a killed postmaster are not gone yet. So both are cleared first.
final class OrphanedPostmaster {
    private static final long PATIENCE_SECONDS = 60;

    private final Path dataDirectory;
    private final Path pidFile;

    OrphanedPostmaster(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
        this.pidFile = dataDirectory.resolve("postmaster.pid");
    }

    /// @throws IOException when the directory belongs to another process that is alive
    void clear() throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        refuseWhenInUse();
        stop();
        awaitBackends();
        // Only a number that now belongs to some other program is left to lead PostgreSQL astray.
        if (namedProcess().isPresent()) {
            Files.deleteIfExists(pidFile);
        }
    }

    /// A running server of this directory; empty when there is none.
    OptionalLong pid() {
        var named = namedProcess();
        return named.isPresent() && isOurs(named.getAsLong()) ? named : OptionalLong.empty();
    }

    /// A fast shutdown, if a server runs here.
    void stop() throws IOException {
        var running = pid();
        if (running.isEmpty()) {
            return;
        }
        // SIGINT is PostgreSQL's fast shutdown; Java's own destroy() would wait for all clients.
        new ProcessBuilder("kill", "-INT", Long.toString(running.getAsLong())).start();
        awaitEnd(running.getAsLong());
    }

    static void awaitEnd(long pid) throws IOException {
        var process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return;
        }
        try {
            process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("PostgreSQL (process " + pid + ") does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while PostgreSQL stops", e);
        }
    }

    /// Whoever started the server holds zonky's lock while alive.
    private void refuseWhenInUse() throws IOException {
        var lockFile = dataDirectory.resolve("epg-lock");
        try (var channel =
                        FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null) {
                throw new IOException(dataDirectory + " is in use by another process");
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException(dataDirectory + " is in use by this process", e);
        }
    }

    /// The live process the file names, whatever it is.
    private OptionalLong namedProcess() {
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
                    ? OptionalLong.of(pid)
                    : OptionalLong.empty();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException | NumberFormatException | java.util.NoSuchElementException e) {
            throw new IllegalStateException("Cannot read " + pidFile, e);
        }
    }

    private boolean isOurs(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains("postgres"))
                .filter(line -> line.contains(dataDirectory.toString()))
                .isPresent();
    }

    /// A server process works in its data directory. Only Linux shows that to us; elsewhere the
    /// start itself has to find out.
    private void awaitBackends() throws IOException {
        var backends =
                ProcessHandle.allProcesses().filter(process -> worksHere(process.pid())).toList();
        for (var backend : List.copyOf(backends)) {
            awaitEnd(backend.pid());
        }
    }

    private boolean worksHere(long pid) {
        try {
            return dataDirectory
                    .toRealPath()
                    .equals(Path.of("/proc", Long.toString(pid), "cwd").toRealPath());
        } catch (IOException notVisible) {
            return false;
        }
    }
}
