package io.smoothllm.proxy.dialect.sse;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.Arrays;

/// Cuts a stream of bytes into events, each with the blank line that ends it. Works on bytes, so a
/// character split over two reads is never touched. Holds at most one unfinished event.
public final class SseFramer {
    /// More than any event a provider sends; an image in base64 fits.
    public static final int MAX_EVENT = 16 * 1024 * 1024;

    /// Gets each event's bytes, in a buffer that is only valid during the call.
    public interface Sink {
        void event(byte[] bytes, int from, int to);
    }

    private final String provider;
    private byte[] held = new byte[0];
    private int heldLength;
    private boolean atLineStart = true;
    private boolean afterCr;

    /// @param provider whose stream it is
    public SseFramer(String provider) {
        this.provider = provider;
    }

    /// @throws ProblemException [Problem.Garbled] when an event does not end
    public void feed(byte[] chunk, Sink sink) {
        if (heldLength == 0) {
            int consumed = scan(chunk, 0, chunk.length, sink);
            hold(chunk, consumed, chunk.length);
        } else {
            int scanned = heldLength;
            hold(chunk, 0, chunk.length);
            int consumed = scan(held, scanned, heldLength, sink);
            if (consumed > 0) {
                System.arraycopy(held, consumed, held, 0, heldLength - consumed);
                heldLength -= consumed;
            }
        }
        if (heldLength > MAX_EVENT) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
    }

    /// What came after the last blank line; some servers forget the last one.
    public void end(Sink sink) {
        if (heldLength > 0) {
            sink.event(held, 0, heldLength);
            heldLength = 0;
        }
    }

    /// @return how many bytes from the start belong to finished events
    private int scan(byte[] bytes, int scanned, int length, Sink sink) {
        int from = 0;
        for (int i = scanned; i < length; i++) {
            if (endsEvent(bytes[i])) {
                // The LF of a final CRLF belongs to this event if it is here already.
                if (bytes[i] == '\r' && i + 1 < length && bytes[i + 1] == '\n') {
                    i++;
                    afterCr = false;
                }
                sink.event(bytes, from, i + 1);
                from = i + 1;
            }
        }
        return from;
    }

    private void hold(byte[] bytes, int from, int to) {
        int added = to - from;
        if (heldLength + added > held.length) {
            held = Arrays.copyOf(held, Math.max(heldLength + added, 2 * held.length));
        }
        System.arraycopy(bytes, from, held, heldLength, added);
        heldLength += added;
    }

    private boolean endsEvent(byte b) {
        if (b == '\n' && afterCr) {
            afterCr = false;
            return false;
        }
        afterCr = b == '\r';
        if (b != '\n' && b != '\r') {
            atLineStart = false;
            return false;
        }
        boolean blank = atLineStart;
        atLineStart = true;
        return blank;
    }
}
