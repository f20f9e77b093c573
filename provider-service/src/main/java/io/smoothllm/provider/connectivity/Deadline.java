package io.smoothllm.provider.connectivity;

import java.time.Duration;

/// A moment by which something must be done, on the monotonic clock.
record Deadline(long nanos) {
    static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /// What is left; zero when it has passed.
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }
}
