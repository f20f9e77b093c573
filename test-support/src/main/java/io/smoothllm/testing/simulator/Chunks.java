package io.smoothllm.testing.simulator;

import io.smoothllm.testing.simulator.wire.Frame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts a stream's events into the chunks that are written. An event counts as served with its
/// first byte.
final class Chunks {
    private Chunks() {}

    /// An event each; those that ask for it are cut in two, inside a character of several bytes.
    static List<Frame> ofEvents(List<Frame> events) {
        var chunks = new ArrayList<Frame>(events.size());
        for (var event : events) {
            int at = event.split() ? insideCharacter(event.bytes()) : 0;
            if (at > 0) {
                chunks.add(part(event, 0, at));
                chunks.add(part(event, at, event.bytes().length));
            } else {
                chunks.add(event);
            }
        }
        return chunks;
    }

    /// That many bytes each, but for the last.
    static List<Frame> ofBytes(List<Frame> events, int size) {
        var chunks = new ArrayList<Frame>();
        var pending = new ByteArrayOutputStream(size);
        for (var event : events) {
            for (byte one : event.bytes()) {
                pending.write(one);
                if (pending.size() == size) {
                    chunks.add(new Frame(pending.toByteArray(), event.served(), false));
                    pending.reset();
                }
            }
        }
        if (pending.size() > 0) {
            chunks.add(new Frame(pending.toByteArray(), events.getLast().served(), false));
        }
        return chunks;
    }

    private static Frame part(Frame event, int from, int to) {
        return new Frame(Arrays.copyOfRange(event.bytes(), from, to), event.served(), false);
    }

    /// Where the second byte of a character stands; 0 when all have one.
    private static int insideCharacter(byte[] bytes) {
        for (int i = 1; i < bytes.length; i++) {
            if ((bytes[i] & 0xc0) == 0x80) {
                return i;
            }
        }
        return 0;
    }
}
