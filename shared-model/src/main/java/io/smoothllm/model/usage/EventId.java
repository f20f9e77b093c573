package io.smoothllm.model.usage;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Names a usage record for good: a proxy instance and a number that it gives out in order, from 1
/// and without holes. So a gap is visible, and a duplicate is harmless.
public record EventId(UUID instance, long sequence) {
    /// More than any proxy lives to give out; what is beyond is a mistake.
    public static final long LAST = 1L << 53;

    public EventId {
        requireNonNull(instance, "instance");
        if (sequence < 1 || sequence > LAST) {
            throw new IllegalArgumentException("sequence is 1 to 2^53");
        }
    }
}
