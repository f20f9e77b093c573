package io.smoothllm.keys.session;

/// Attempts that are left, refilled as time goes by.
///
/// @param left less than one = none
/// @param at when that was so, in the nanoseconds of [System#nanoTime]
record Bucket(double left, long at) {
    /// @param most that it holds
    Bucket refilled(long now, double perNano, int most) {
        return new Bucket(Math.min(most, left + (now - at) * perNano), now);
    }

    boolean isEmpty() {
        return left < 1;
    }

    Bucket lessOne() {
        return new Bucket(left - 1, at);
    }
}
