package io.smoothllm.model.usage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a proxy instance says of itself, on the topic of usage records and in order with them, in a
/// record whose header `kind` is [#KIND]. Every settlement of the instance that is not open here
/// stands before it; so whoever has read this far and lacks one has found a gap.
///
/// @param at of the report; of two, the later one is true
/// @param admitted the last sequence number that was given out
/// @param open numbers that have no settlement yet, ascending and without overlap
/// @param oldestOpenAt when the oldest of them was admitted; null when none is open
/// @param closed the instance has ended and everything is settled
public record InstanceReport(
        UUID instance,
        Instant at,
        long admitted,
        List<Range> open,
        Instant oldestOpenAt,
        boolean closed) {
    /// The header of a record that tells a report from a call.
    public static final String HEADER = "kind";

    public static final String KIND = "instance-report";

    /// Sequence numbers, both ends included.
    public record Range(long from, long to) {
        public Range {
            if (from < 1 || to < from || to > EventId.LAST) {
                throw new IllegalArgumentException("a range goes from 1 or more upwards");
            }
        }
    }

    /// Beyond it a clock is wrong, and no database keeps the time.
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    public InstanceReport {
        requireNonNull(instance, "instance");
        requireSane(requireNonNull(at, "at"));
        if (oldestOpenAt != null) {
            requireSane(oldestOpenAt);
        }
        open = open == null ? List.of() : List.copyOf(open);
        if (admitted < 0 || admitted > EventId.LAST) {
            throw new IllegalArgumentException("admitted is 0 to 2^53");
        }
    }

    private static void requireSane(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("a time is from 1970 to 9998");
        }
    }
}
