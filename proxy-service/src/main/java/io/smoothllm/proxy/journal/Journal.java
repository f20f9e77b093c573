package io.smoothllm.proxy.journal;

import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.InstanceReport;
import io.smoothllm.model.usage.UsageRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Appends what is admitted and how it ends. Called by event loops: takes a lock for a copy of some
/// hundred bytes, and waits for nothing else; new segments come from a [SegmentSupply].
///
/// An intent is only taken if there is also room for its settlement, so a disk that fills up ends
/// admission and nothing else.
final class Journal implements AutoCloseable {
    /// A settlement says what its intent says and a little more, in JSON.
    private static final int SETTLEMENT_OVERHEAD = 1536;

    /// What an open call holds: its segment, which cannot go before it is settled, and room.
    ///
    /// @param since [System#nanoTime] of its admission
    private record Open(Segment segment, int reserved, long since) {}

    private final UUID instance;
    private final int segmentSize;
    private final SegmentSupply supply;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();

    // Guarded by the lock.
    /// By sequence number, oldest first.
    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private Segment active;
    private long sequence;
    private long reserved;
    private boolean closed;

    /// @throws IOException when the first two segments cannot be made
    Journal(Path directory, UUID instance, int segmentSize, long maxSize) throws IOException {
        this.instance = instance;
        this.segmentSize = segmentSize;
        this.supply = new SegmentSupply(directory, instance, segmentSize, maxSize);
        active = supply.first();
        segments.add(active);
    }

    /// Makes segments ahead until the journal is closed. For a thread of its own.
    void prepare() {
        supply.run();
    }

    UUID instance() {
        return instance;
    }

    /// Writes the intent of a call and gives it its number.
    ///
    /// @param call makes the record that is true if nothing more is heard of the call
    /// @throws JournalFullException when there is no room; no number is lost
    EventId admit(Function<EventId, UsageRecord> call) {
        lock.lock();
        try {
            var event = new EventId(instance, sequence + 1);
            var intent = Intent.write(call.apply(event));
            int wanted = Frame.size(intent.remaining());
            int later = Frame.size(2 * intent.remaining() + SETTLEMENT_OVERHEAD);
            if (closed || !hasRoom(wanted, later)) {
                wantRoom();
                throw new JournalFullException();
            }
            var segment = append(Frame.Kind.INTENT, event.sequence(), intent);
            sequence = event.sequence();
            open.put(sequence, new Open(segment, later, System.nanoTime()));
            reserved += later;
            return event;
        } finally {
            lock.unlock();
        }
    }

    /// Whether there is room for an intent, and for the settlements of all that is open.
    private boolean hasRoom(int intent, int later) {
        return intent + 2L * later + reserved <= active.room() + supply.usableRoom(later);
    }

    private void wantRoom() {
        supply.want(segmentSize / 2 + reserved);
    }

    /// Writes how a call of this process ended.
    void settle(UsageRecord call) {
        var payload = ByteBuffer.wrap(Wire.write(call));
        lock.lock();
        try {
            var intent = open.get(call.eventId().sequence());
            if (intent == null) {
                throw new IllegalStateException("Not open: " + call.eventId());
            }
            append(Frame.Kind.SETTLEMENT, call.eventId().sequence(), payload);
            open.remove(call.eventId().sequence());
            reserved -= intent.reserved();
            intent.segment().settled();
        } finally {
            lock.unlock();
        }
    }

    /// Writes the settlement of a call that another process left open; waits for room.
    void settleForeign(UsageRecord call) throws InterruptedException {
        appendPatiently(Frame.Kind.FOREIGN_SETTLEMENT, call.eventId().sequence(), Wire.write(call));
    }

    /// Writes what is to be said of another process, now that nothing of it is open; waits for
    /// room.
    void reportForeign(UUID gone, long admitted) throws InterruptedException {
        var report = new InstanceReport(gone, Instant.now(), admitted, List.of(), null, true);
        appendPatiently(Frame.Kind.REPORT, 0, Wire.write(report));
    }

    private void appendPatiently(Frame.Kind kind, long number, byte[] payload)
            throws InterruptedException {
        while (true) {
            try {
                append(kind, number, ByteBuffer.wrap(payload));
                return;
            } catch (JournalFullException e) {
                supply.await();
            }
        }
    }

    /// Writes what this process would say of itself now.
    ///
    /// @param last nothing is admitted any more
    void report(boolean last) {
        lock.lock();
        try {
            closed |= last;
            append(
                    Frame.Kind.REPORT,
                    0,
                    ByteBuffer.wrap(Wire.write(state(last && open.isEmpty()))));
        } finally {
            lock.unlock();
        }
    }

    private InstanceReport state(boolean over) {
        var oldest = open.isEmpty() ? null : open.values().iterator().next();
        return new InstanceReport(
                instance,
                Instant.now(),
                sequence,
                Ranges.of(open.keySet()),
                oldest == null
                        ? null
                        : Instant.now().minusNanos(System.nanoTime() - oldest.since()),
                over);
    }

    private Segment append(Frame.Kind kind, long number, ByteBuffer payload) {
        lock.lock();
        try {
            if (Frame.size(payload.remaining()) > active.room()) {
                nextSegment();
            }
            active.append(kind, number, payload);
            if (kind.isSent()) {
                appended.signalAll();
            }
            return active;
        } finally {
            lock.unlock();
        }
    }

    private void nextSegment() {
        var next = supply.take();
        wantRoom();
        if (next == null) {
            throw new JournalFullException();
        }
        active.seal();
        active = next;
        active.startsAfter(sequence);
        segments.add(active);
    }

    /// All segments with frames, oldest first.
    List<Segment> segments() {
        lock.lock();
        try {
            return new ArrayList<>(segments);
        } finally {
            lock.unlock();
        }
    }

    /// The segment behind that one; null while there is none.
    Segment after(Segment segment) {
        lock.lock();
        try {
            for (var candidate : segments) {
                if (candidate.index() == segment.index() + 1) {
                    return candidate;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// Lets go of the oldest segments that nobody needs. Strictly in order: a settlement must not
    /// go before its intent does, or the intent would look open after a crash.
    ///
    /// @param before segments from that index on are still read
    void release(long before) throws IOException {
        for (var done = takeDone(before); done != null; done = takeDone(before)) {
            done.delete();
            supply.gone();
        }
    }

    private Segment takeDone(long before) {
        lock.lock();
        try {
            var oldest = segments.peekFirst();
            if (oldest == null || oldest.index() >= before || !oldest.isDone()) {
                return null;
            }
            return segments.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until something is settled, or the time is over.
    void awaitSettlement(long nanos) throws InterruptedException {
        lock.lock();
        try {
            appended.awaitNanos(nanos);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until all that was appended is on the disk.
    void force() {
        for (var segment : segments()) {
            segment.force();
        }
    }

    /// How long the oldest open call is open, in nanoseconds; 0 when none is.
    long oldestOpen() {
        lock.lock();
        try {
            return open.isEmpty() ? 0 : System.nanoTime() - open.values().iterator().next().since();
        } finally {
            lock.unlock();
        }
    }

    /// Bytes on the disk.
    long size() {
        return supply.size();
    }

    /// How many calls were admitted.
    long admitted() {
        lock.lock();
        try {
            return sequence;
        } finally {
            lock.unlock();
        }
    }

    int openCalls() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /// Files that nobody needs are deleted, the others stay for the next process.
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            appended.signalAll();
            active.seal();
            supply.close();
            while (!segments.isEmpty() && segments.getFirst().isDone()) {
                segments.removeFirst().delete();
            }
            segments.forEach(Segment::force);
            segments.forEach(Segment::close);
            segments.clear();
        } finally {
            lock.unlock();
        }
    }
}
