package io.smoothllm.proxy.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.UUID;
import java.util.zip.CRC32C;

/// One file of the journal, memory-mapped. One thread at a time appends; others may read what was
/// appended, and acknowledge. Stores into the mapping belong to the operating system at once, so
/// they outlive the process.
final class Segment {
    static final int HEADER = 64;

    private static final long MAGIC = 0x534d4f4f54484a31L; // "SMOOTHJ1"
    private static final VarHandle INT =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN).varHandle();
    private static final int PAGE = 1024 * 1024;

    private final Path file;
    private final UUID instance;
    private final long index;
    private final Arena arena;
    private final MemorySegment memory;
    private final ByteBuffer bytes;

    /// Where the next frame goes; written by the appender only.
    private volatile int end = HEADER;

    /// Held while the mapping is flushed, and while it goes away: never by an appender, since a
    /// flush takes as long as the disk does.
    private final Object mapping = new Object();

    // Guarded by the mapping.
    /// All before it is on the disk.
    private int forced;
    private boolean unmapped;

    // What keeps the segment; guarded by this.
    private final BitSet acknowledged = new BitSet();
    private int openIntents;
    private int toSend;
    private boolean sealed;

    private Segment(Path file, UUID instance, long index, Arena arena, MemorySegment memory) {
        this.file = file;
        this.instance = instance;
        this.index = index;
        this.arena = arena;
        this.memory = memory;
        this.bytes = memory.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    }

    /// Makes a file with all its blocks set aside: a disk that fills up later cannot take them back
    /// (a store into a hole of a file would then kill the process).
    ///
    /// @throws IOException when the disk is full; nothing is left behind
    static Segment create(Path file, UUID instance, long index, int size) throws IOException {
        var options =
                new StandardOpenOption[] {
                    StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE
                };
        try (var channel = FileChannel.open(file, options)) {
            for (int at = 0; at < size; at += PAGE) {
                var zeros = ByteBuffer.allocate(Math.min(PAGE, size - at));
                while (zeros.hasRemaining()) {
                    channel.write(zeros, at + zeros.position());
                }
            }
            channel.force(true);
            var arena = Arena.ofShared();
            var memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
            var segment = new Segment(file, instance, index, arena, memory);
            segment.bytes
                    .putLong(8, instance.getMostSignificantBits())
                    .putLong(16, instance.getLeastSignificantBits())
                    .putLong(24, index)
                    .putLong(0, MAGIC);
            return segment;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// One that another process wrote; nothing can be appended any more.
    ///
    /// @return null when the process died before the file was ready
    static Segment open(Path file) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < HEADER) {
                return null;
            }
            var arena = Arena.ofShared();
            var memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), arena);
            var header = memory.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
            if (header.getLong(0) != MAGIC) {
                arena.close();
                return null;
            }
            var segment =
                    new Segment(
                            file,
                            new UUID(header.getLong(8), header.getLong(16)),
                            header.getLong(24),
                            arena,
                            memory);
            segment.sealed = true;
            return segment;
        }
    }

    /// The last number that was given out before this segment's first frame. Said when the segment
    /// is taken into use, so that the numbers are known when all segments before it are gone.
    void startsAfter(long sequence) {
        bytes.putLong(32, sequence);
    }

    long startsAfter() {
        return bytes.getLong(32);
    }

    UUID instance() {
        return instance;
    }

    long index() {
        return index;
    }

    int size() {
        return bytes.capacity();
    }

    /// Bytes that are left for frames.
    int room() {
        return bytes.capacity() - end;
    }

    /// Appends a frame, whose payload must fit ([#room]). The length comes last: without it the
    /// frame is not there.
    void append(Frame.Kind kind, long sequence, ByteBuffer payload) {
        int at = end;
        int length = payload.remaining();
        bytes.put(at + Frame.KIND, kind.code);
        bytes.putLong(at + Frame.SEQUENCE, sequence);
        bytes.put(at + Frame.PAYLOAD, payload, payload.position(), length);
        bytes.putInt(at + Frame.CHECKSUM, checksum(at, length));
        synchronized (this) {
            if (kind.isSent()) {
                toSend++;
            } else {
                openIntents++;
            }
        }
        INT.setRelease(memory, (long) at, Frame.PAYLOAD - Frame.KIND + length);
        end = at + Frame.size(length);
    }

    private int checksum(int at, int payload) {
        var crc = new CRC32C();
        crc.update(bytes.slice(at + Frame.KIND, Frame.PAYLOAD - Frame.KIND + payload));
        return (int) crc.getValue();
    }

    /// Reads frames in the order they were appended. For one thread.
    final class Cursor {
        private int at = HEADER;
        private int nextOrdinal;

        /// The next frame; null when there is none yet.
        ///
        /// @throws DamagedException when there is something else
        Frame next() throws DamagedException {
            if (at + Frame.PAYLOAD > bytes.capacity()) {
                return null;
            }
            int length = (int) INT.getAcquire(memory, (long) at);
            if (length == 0) {
                return null;
            }
            int payload = length - (Frame.PAYLOAD - Frame.KIND);
            if (payload < 0
                    || payload > bytes.capacity() - at - Frame.PAYLOAD
                    || bytes.getInt(at + Frame.CHECKSUM) != checksum(at, payload)) {
                throw new DamagedException(file + " is damaged at byte " + at);
            }
            var kind = Frame.Kind.of(bytes.get(at + Frame.KIND));
            var content = new byte[payload];
            bytes.get(at + Frame.PAYLOAD, content);
            long sequence = bytes.getLong(at + Frame.SEQUENCE);
            at += Frame.size(payload);
            return new Frame(kind, sequence, content, kind.isSent() ? nextOrdinal++ : -1);
        }
    }

    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }

    Cursor read() {
        return new Cursor();
    }

    /// Counts the frames of a segment that was opened; `open` of its intents have no settlement.
    synchronized void recovered(int sentRead, int open) {
        toSend = sentRead;
        openIntents = open;
    }

    /// One of its intents has a settlement, here or in a later segment.
    synchronized void settled() {
        openIntents--;
    }

    /// The broker has that frame of this segment.
    synchronized void acknowledge(int ordinal) {
        acknowledged.set(ordinal);
    }

    synchronized boolean isAcknowledged(int ordinal) {
        return acknowledged.get(ordinal);
    }

    /// Nothing more is appended.
    synchronized void seal() {
        sealed = true;
    }

    /// Nobody needs it any more.
    synchronized boolean isDone() {
        return sealed && openIntents == 0 && acknowledged.cardinality() == toSend;
    }

    synchronized int unacknowledged() {
        return toSend - acknowledged.cardinality();
    }

    /// Waits until what was appended before is on the disk. Nothing, when the segment is gone.
    void force() {
        synchronized (mapping) {
            int upTo = end;
            if (!unmapped && upTo > forced) {
                memory.asSlice(forced, upTo - forced).force();
                forced = upTo;
            }
        }
    }

    void close() {
        synchronized (mapping) {
            unmapped = true;
            arena.close();
        }
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }
}
