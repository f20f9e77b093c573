package io.smoothllm.usage.integrity;

import io.smoothllm.model.usage.InstanceReport.Range;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The sequence numbers of a batch, as PostgreSQL's multiranges.
final class Numbers {
    private final LongStream.Builder all = LongStream.builder();
    private final LongStream.Builder interrupted = LongStream.builder();
    private long[] sorted;
    private int added;

    void add(long sequence, boolean wasInterrupted) {
        all.add(sequence);
        added++;
        if (wasInterrupted) {
            interrupted.add(sequence);
        }
    }

    String all() {
        return text(sorted());
    }

    String interrupted() {
        return text(interrupted.build().sorted().distinct().toArray());
    }

    /// How many came more than once in this very batch.
    long repeated() {
        return added - sorted().length;
    }

    private long[] sorted() {
        if (sorted == null) {
            sorted = all.build().sorted().distinct().toArray();
        }
        return sorted;
    }

    /// `{[1,5],[7,7]}`
    static String text(Collection<Range> ranges) {
        return ranges.stream()
                .map(range -> "[" + range.from() + "," + range.to() + "]")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String text(long[] ascending) {
        var text = new StringBuilder("{");
        for (int i = 0; i < ascending.length; ) {
            int last = i;
            while (last + 1 < ascending.length && ascending[last + 1] == ascending[last] + 1) {
                last++;
            }
            text.append(i == 0 ? "[" : ",[").append(ascending[i]).append(',');
            text.append(ascending[last]).append(']');
            i = last + 1;
        }
        return text.append('}').toString();
    }

    /// Of a multirange as PostgreSQL writes it: `{[1,6),[7,8)}`, upper ends excluded.
    static List<Range> parse(String multirange) {
        var inner = multirange.substring(1, multirange.length() - 1);
        if (inner.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(inner.split("(?<=\\)),"))
                .map(
                        range -> {
                            int comma = range.indexOf(',');
                            return new Range(
                                    Long.parseLong(range.substring(1, comma)),
                                    Long.parseLong(range.substring(comma + 1, range.length() - 1))
                                            - 1);
                        })
                .toList();
    }
}
