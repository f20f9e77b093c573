package io.smoothllm.proxy.dialect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Replaces ranges of a document and leaves every other byte as it is.
public final class Splice {
    private record Change(int from, int to, byte[] bytes) {}

    private final byte[] original;
    private final List<Change> changes = new ArrayList<>(2);

    public Splice(byte[] original) {
        this.original = original;
    }

    /// Ranges must not overlap; `from == to` inserts.
    public void replace(int from, int to, String text) {
        changes.add(new Change(from, to, text.getBytes(StandardCharsets.UTF_8)));
    }

    public byte[] toBytes() {
        if (changes.isEmpty()) {
            return original;
        }
        changes.sort(Comparator.comparingInt(Change::from));
        var out = new ByteArrayOutputStream(original.length + 64);
        int at = 0;
        for (var change : changes) {
            out.write(original, at, change.from() - at);
            out.writeBytes(change.bytes());
            at = change.to();
        }
        out.write(original, at, original.length - at);
        return out.toByteArray();
    }

    /// As a JSON string.
    public static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
