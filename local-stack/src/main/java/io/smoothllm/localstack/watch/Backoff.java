package io.smoothllm.localstack.watch;

import java.time.Duration;

/// How long to wait before the next try: twice as long each time, up to a limit.
public record Backoff(Duration first, Duration longest) {
    public static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /// @param failures in a row, from 1
    public Duration after(int failures) {
        var wait = first;
        for (int i = 1; i < failures && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
