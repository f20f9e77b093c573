package io.smoothllm.localstack.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The data folder, held by one stack at a time.
///
/// The lock is the operating system's, so a killed stack leaves none. `stack.lock` also holds the
/// process id, by which `./smoothllm` finds the stack.
public final class Home implements AutoCloseable {
    private static final String LOCK = "stack.lock";

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private Home(Path folder, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /// @throws CannotStart when the folder cannot be written to, or another stack runs in it
    public static Home open(Path folder) throws CannotStart {
        try {
            make(folder);
            var lockFile =
                    FileChannel.open(
                            folder.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            var lock = tryLock(lockFile);
            if (lock == null) {
                lockFile.close();
                throw new CannotStart(
                        "Another stack runs in %s (process %s). Stop it with: ./smoothllm down"
                                .formatted(folder, Files.readString(folder.resolve(LOCK)).strip()));
            }
            lockFile.truncate(0);
            lockFile.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"), 0);
            return new Home(folder, lockFile, lock);
        } catch (AccessDeniedException | FileAlreadyExistsException e) {
            throw new CannotStart("Cannot write to the data folder " + folder, e);
        } catch (IOException e) {
            throw new CannotStart(
                    "Cannot use the data folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static void make(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    public Path path() {
        return folder;
    }

    /// A folder in here, made if need be.
    public Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    public Optional<String> read(String name) throws IOException {
        var file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /// Written whole or not at all, for the owner only.
    public Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        var draft =
                Files.createTempFile(
                        folder,
                        name,
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, text);
            return Files.move(
                    draft,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}
