package io.smoothllm.proxy.dialect.bedrock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// Cuts a body of type `application/vnd.amazon.eventstream` into its frames. All numbers are
/// big-endian: the frame's length and its headers' length (4 bytes each), a CRC-32 of these 8,
/// the headers, the payload, and a CRC-32 of everything before it.
///
/// AWS's own decoder sets 2 MiB aside for every stream, though an event has a few hundred bytes;
/// this one holds what it got of an unfinished frame, and never more than [#MAX_FRAME].
final class FrameReader {
    /// What AWS's own decoders allow.
    static final int MAX_FRAME = 16 * 1024 * 1024;

    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;

    interface Sink {
        void frame(Frame frame);
    }

    /// These are no frames, or a byte of them is wrong.
    static final class Corrupt extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Corrupt(String what) {
            super(what, null, false, false);
        }
    }

    private byte[] held = new byte[0];
    private int heldLength;

    /// @throws Corrupt after the frames before the corrupt one were handed on
    void feed(byte[] chunk, Sink sink) {
        if (heldLength == 0) {
            int consumed = cut(chunk, chunk.length, sink);
            hold(chunk, consumed, chunk.length);
        } else {
            hold(chunk, 0, chunk.length);
            int consumed = cut(held, heldLength, sink);
            if (consumed > 0) {
                System.arraycopy(held, consumed, held, 0, heldLength - consumed);
                heldLength -= consumed;
            }
        }
    }

    /// @return how many bytes from the start belong to finished frames
    private static int cut(byte[] bytes, int length, Sink sink) {
        int from = 0;
        while (length - from >= PRELUDE) {
            int frameLength = announced(bytes, from);
            if (length - from < frameLength) {
                break;
            }
            sink.frame(read(bytes, from, frameLength));
            from += frameLength;
        }
        return from;
    }

    /// The length is believed only with its checksum, so no garbage is waited for.
    private static int announced(byte[] bytes, int from) {
        var prelude = ByteBuffer.wrap(bytes, from, PRELUDE);
        int frameLength = prelude.getInt();
        int headersLength = prelude.getInt();
        if (prelude.getInt() != checksum(bytes, from, PRELUDE - CHECKSUM)) {
            throw new Corrupt("The prelude's checksum is wrong");
        }
        if (frameLength < PRELUDE + CHECKSUM
                || frameLength > MAX_FRAME
                || headersLength < 0
                || headersLength > frameLength - PRELUDE - CHECKSUM) {
            throw new Corrupt("The frame has an impossible length");
        }
        return frameLength;
    }

    private static Frame read(byte[] bytes, int from, int frameLength) {
        int end = from + frameLength - CHECKSUM;
        if (ByteBuffer.wrap(bytes, end, CHECKSUM).getInt()
                != checksum(bytes, from, frameLength - CHECKSUM)) {
            throw new Corrupt("The frame's checksum is wrong");
        }
        int headersLength = ByteBuffer.wrap(bytes, from + 4, 4).getInt();
        int payload = from + PRELUDE + headersLength;
        return new Frame(
                headers(ByteBuffer.wrap(bytes, from + PRELUDE, headersLength)),
                bytes,
                payload,
                end - payload);
    }

    /// A header is its name (a byte of length before it), a byte that says the type, and the value.
    private static Map<String, String> headers(ByteBuffer in) {
        var headers = new HashMap<String, String>();
        while (in.hasRemaining()) {
            var name = text(in, Byte.toUnsignedInt(in.get()));
            skipOrKeep(headers, name, in);
        }
        return headers;
    }

    private static void skipOrKeep(Map<String, String> headers, String name, ByteBuffer in) {
        need(in, 1);
        switch (in.get()) {
            case 0, 1 -> {} // true and false have no value
            case 2 -> skip(in, 1);
            case 3 -> skip(in, 2);
            case 4 -> skip(in, 4);
            case 5, 8 -> skip(in, 8); // long, timestamp
            case 6 -> skip(in, shortLength(in));
            case 7 -> headers.put(name, text(in, shortLength(in)));
            case 9 -> skip(in, 16); // UUID
            default -> throw new Corrupt("A header has an unknown type");
        }
    }

    private static int shortLength(ByteBuffer in) {
        need(in, 2);
        return Short.toUnsignedInt(in.getShort());
    }

    private static String text(ByteBuffer in, int length) {
        need(in, length);
        var text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private static void skip(ByteBuffer in, int length) {
        need(in, length);
        in.position(in.position() + length);
    }

    private static void need(ByteBuffer in, int length) {
        if (in.remaining() < length) {
            throw new Corrupt("The headers are cut short");
        }
    }

    private static int checksum(byte[] bytes, int from, int length) {
        var crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private void hold(byte[] bytes, int from, int to) {
        int added = to - from;
        if (heldLength + added > held.length) {
            held = Arrays.copyOf(held, Math.max(heldLength + added, 2 * held.length));
        }
        System.arraycopy(bytes, from, held, heldLength, added);
        heldLength += added;
    }
}
