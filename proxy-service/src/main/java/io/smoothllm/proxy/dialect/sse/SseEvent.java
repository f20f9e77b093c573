package io.smoothllm.proxy.dialect.sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The fields of one event.
///
/// @param name of the `event` field; null when there is none
/// @param data the buffer that `from` and `length` point into; several `data` lines were joined
/// @param length -1 when the event has no `data` field (a comment, a lone line end)
public record SseEvent(String name, byte[] data, int from, int length) {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    public static SseEvent parse(byte[] bytes, int from, int to) {
        String name = null;
        int dataFrom = 0;
        int dataTo = -1;
        ByteArrayOutputStream joined = null;
        for (int i = from; i < to; ) {
            int end = i;
            while (end < to && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            if (isField(bytes, i, end, "data")) {
                int start = valueOf(bytes, i + 4, end);
                if (dataTo < 0) {
                    dataFrom = start;
                    dataTo = end;
                } else {
                    if (joined == null) {
                        joined = new ByteArrayOutputStream();
                        joined.write(bytes, dataFrom, dataTo - dataFrom);
                    }
                    joined.write('\n');
                    joined.write(bytes, start, end - start);
                }
            } else if (isField(bytes, i, end, "event")) {
                int start = valueOf(bytes, i + 5, end);
                name = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            }
            i = end + 1;
        }
        if (joined != null) {
            return new SseEvent(name, joined.toByteArray(), 0, joined.size());
        }
        return new SseEvent(name, bytes, dataFrom, dataTo < 0 ? -1 : dataTo - dataFrom);
    }

    public boolean hasData() {
        return length > 0;
    }

    /// OpenAI's end mark.
    public boolean isDone() {
        int end = from + length;
        while (end > from && data[end - 1] == ' ') {
            end--;
        }
        return end - from == DONE.length && Arrays.equals(data, from, end, DONE, 0, DONE.length);
    }

    private static boolean isField(byte[] bytes, int from, int end, String field) {
        int length = field.length();
        if (end - from < length || (end - from > length && bytes[from + length] != ':')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Behind the colon and at most one space; a field without a colon has an empty value.
    private static int valueOf(byte[] bytes, int colon, int end) {
        int start = Math.min(colon + 1, end);
        return start < end && bytes[start] == ' ' ? start + 1 : start;
    }
}
