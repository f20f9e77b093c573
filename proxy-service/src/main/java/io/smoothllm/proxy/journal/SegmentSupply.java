package io.smoothllm.proxy.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Makes segments ahead, so that an appender never waits for the disk. Within the journal's size:
/// beyond it, and when the disk is full, there are none until others are gone.
final class SegmentSupply {
    private static final Logger LOG = Logger.getLogger(SegmentSupply.class);
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final Path directory;
    private final UUID instance;
    private final int segmentSize;
    private final long maxSize;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition made = lock.newCondition();

    /// For whoever makes segments: the constructing thread, then the one that runs.
    private long nextIndex;

    // Guarded by the lock.
    private final ArrayDeque<Segment> ready = new ArrayDeque<>();
    private long wantedRoom;
    private int existing;
    private boolean closed;

    SegmentSupply(Path directory, UUID instance, int segmentSize, long maxSize) {
        this.directory = directory;
        this.instance = instance;
        this.segmentSize = segmentSize;
        this.maxSize = maxSize;
    }

    /// Indexes have no holes, also when a segment could not be made: whoever reads the journal goes
    /// from one to the next.
    ///
    /// @throws IOException when the disk is full
    private Segment make() throws IOException {
        var segment =
                Segment.create(
                        directory.resolve(String.format("%s-%08d.journal", instance, nextIndex)),
                        instance,
                        nextIndex,
                        segmentSize);
        nextIndex++;
        return segment;
    }

    /// The first one, made at once, and one behind it.
    Segment first() throws IOException {
        var first = make();
        ready.add(make());
        existing = 2;
        return first;
    }

    /// Makes what is wanted until closed. For a thread of its own; a full disk is tried again.
    void run() {
        boolean failing = false;
        while (awaitWant(failing)) {
            try {
                supply(make());
                if (failing) {
                    LOG.info("The journal can be written again");
                }
                failing = false;
            } catch (IOException e) {
                if (!failing) {
                    LOG.error("The journal cannot grow; soon nothing can be admitted", e);
                }
                failing = true;
            }
        }
    }

    private void supply(Segment segment) throws IOException {
        lock.lock();
        try {
            if (closed) {
                segment.delete();
                return;
            }
            existing++;
            ready.add(segment);
            made.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// @return false when there will be no want any more
    private boolean awaitWant(boolean pause) {
        lock.lock();
        try {
            if (pause) {
                wanted.awaitNanos(RETRY_NANOS);
            }
            while (!closed && !isWanted()) {
                wanted.await();
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isWanted() {
        return readyRoom() < wantedRoom && (existing + 1L) * segmentSize <= maxSize;
    }

    private long readyRoom() {
        return ready.stream().mapToLong(Segment::room).sum();
    }

    /// How much room the appender would like to have ready behind its active segment.
    void want(long room) {
        lock.lock();
        try {
            wantedRoom = room;
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }

    /// What is ready, less what may be lost at each one's end, since a frame is never split.
    long usableRoom(int largestFrame) {
        lock.lock();
        try {
            return readyRoom() - (long) ready.size() * largestFrame;
        } finally {
            lock.unlock();
        }
    }

    /// The next one; null when none is ready.
    Segment take() {
        lock.lock();
        try {
            return ready.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until one is ready.
    void await() throws InterruptedException {
        lock.lock();
        try {
            while (ready.isEmpty()) {
                made.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// One that was taken is no more.
    void gone() {
        lock.lock();
        try {
            existing--;
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Bytes on the disk.
    long size() {
        lock.lock();
        try {
            return existing * (long) segmentSize;
        } finally {
            lock.unlock();
        }
    }

    /// Nobody needs those that are ready.
    void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            wanted.signalAll();
            while (!ready.isEmpty()) {
                ready.removeFirst().delete();
                existing--;
            }
        } finally {
            lock.unlock();
        }
    }
}
