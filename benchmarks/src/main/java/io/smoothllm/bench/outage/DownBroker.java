package io.smoothllm.bench.outage;

import io.smoothllm.bench.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/// A broker that is killed and stays away: the process that the stack starts in its place is
/// stopped by a signal before it listens, so that connections are refused, and continued at the
/// end.
final class DownBroker implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Stack stack;
    private final long held;

    private DownBroker(Stack stack, long held) {
        this.stack = stack;
        this.held = held;
    }

    static DownBroker of(Stack stack) {
        long killed = stack.part("kafka").pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        boolean again =
                Stack.await(
                        LIMIT,
                        () -> {
                            var pid = stack.part("kafka").pid();
                            return pid != null && pid != killed;
                        });
        if (!again) {
            throw new IllegalStateException("The broker was not started again");
        }
        long next = stack.part("kafka").pid();
        signal("STOP", next);
        return new DownBroker(stack, next);
    }

    /// Lets it come back, and waits for that.
    @Override
    public void close() {
        signal("CONT", held);
        if (!Stack.await(LIMIT.multipliedBy(3), () -> stack.part("kafka").isReady())) {
            throw new IllegalStateException("The broker did not come back");
        }
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
