package io.smoothllm.model.usage;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Names a usage record for good: a proxy instance and a number that it gives out in order, from 1
/// and without holes. So a gap is visible, and a duplicate is harmless.
public record EventId(UUID instance, long sequence) {
    public EventId {
        requireNonNull(instance, "instance");
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence starts at 1");
        }
    }
}
