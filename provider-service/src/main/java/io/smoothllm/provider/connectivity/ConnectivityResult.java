package io.smoothllm.provider.connectivity;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a test found.
///
/// @param latencyMs of the whole test
/// @param models what the provider calls them; the one that was tried, when there is no list
/// @param error null when all is well
record ConnectivityResult(
        boolean ok, long latencyMs, List<String> models, @Nullable Trouble error) {

    /// @param start on the monotonic clock
    static ConnectivityResult reached(long start, List<String> models) {
        return new ConnectivityResult(true, millisSince(start), models, null);
    }

    static ConnectivityResult failed(long start, Trouble trouble) {
        return new ConnectivityResult(false, millisSince(start), List.of(), trouble);
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
