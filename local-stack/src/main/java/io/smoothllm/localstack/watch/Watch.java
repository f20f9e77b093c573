package io.smoothllm.localstack.watch;

import io.smoothllm.localstack.home.CannotStart;
import io.smoothllm.localstack.log.RotatingLog;
import io.smoothllm.localstack.part.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Keeps one part running: starts it, looks after it, says so when it ends and starts it again.
///
/// Nothing here is interrupted: PostgreSQL and Kafka do not take that well while they start. A stop
/// waits for the start under way, and then undoes it.
public final class Watch {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PROBE = Duration.ofSeconds(2);

    /// One that lived this long starts over with a short wait.
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /// A part that never became ready is given up after so many tries.
    private static final int FIRST_TRIES = 3;

    private final Part part;
    private final RotatingLog log;
    private final StatusBoard board;
    private final Screen screen;
    private final Backoff backoff;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread keeper;

    public Watch(Part part, RotatingLog log, StatusBoard board, Screen screen, Backoff backoff) {
        this.part = part;
        this.log = log;
        this.board = board;
        this.screen = screen;
        this.backoff = backoff;
        this.keeper =
                Thread.ofPlatform().daemon().name("watch-" + part.name()).unstarted(this::keep);
        board.set(part.name(), part.url(), null, State.STARTING);
    }

    public String name() {
        return part.name();
    }

    public void begin() {
        keeper.start();
    }

    /// @throws CannotStart when it does not become ready, with its last lines on the screen
    /// @throws CancellationException when it is stopped meanwhile
    public void awaitReady(Duration limit) throws CannotStart, InterruptedException {
        try {
            firstReady.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CannotStart(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            screen.trouble(name() + " is not ready; its last lines:", log.lastLines());
            throw new CannotStart(
                    "%s was not ready within %d s; see %s"
                            .formatted(name(), limit.toSeconds(), log.file()),
                    e);
        }
    }

    /// Returns when the part is gone.
    public void stop() {
        stop.countDown();
        firstReady.cancel(false);
        if (keeper.getState() == Thread.State.NEW) {
            return;
        }
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        int failures = 0;
        while (!isStopping(Duration.ZERO)) {
            long start = System.nanoTime();
            var reason = live();
            if (isStopping(Duration.ZERO)) {
                break;
            }
            boolean settled = System.nanoTime() - start > SETTLED.toNanos();
            failures = settled ? 1 : failures + 1;
            if (!firstReady.isDone() && failures == FIRST_TRIES) {
                giveUp(reason);
                return;
            }
            var wait = backoff.after(failures);
            board.set(part.name(), part.url(), null, State.RESTARTING);
            screen.trouble(
                    "%s %s; starting it again in %d s. Its last lines:"
                            .formatted(name(), reason, wait.toSeconds()),
                    log.lastLines());
            isStopping(wait);
        }
        board.set(part.name(), part.url(), null, State.STOPPED);
    }

    private void giveUp(String reason) {
        board.set(part.name(), part.url(), null, State.STOPPED);
        screen.trouble(name() + " " + reason + ". Its last lines:", log.lastLines());
        firstReady.completeExceptionally(
                new CannotStart("%s does not start; see %s".formatted(name(), log.file())));
    }

    /// From start to end; returns why it ended.
    private String live() {
        Part.Running life;
        try {
            life = part.start();
        } catch (IOException | RuntimeException e) {
            log.write("It did not start: " + e);
            return "does not start (" + e.getMessage() + ")";
        }
        try {
            return lookAfter(life);
        } finally {
            end(life);
        }
    }

    private String lookAfter(Part.Running life) {
        var state = firstReady.isDone() ? State.RESTARTING : State.STARTING;
        board.set(part.name(), part.url(), life.pid(), state);
        long nextProbe = System.nanoTime();
        while (!isStopping(LOOK)) {
            Optional<String> ended = life.ended();
            if (ended.isPresent()) {
                return ended.get();
            }
            if (System.nanoTime() < nextProbe) {
                continue;
            }
            state = next(state, life.isReady());
            board.set(part.name(), part.url(), life.pid(), state);
            nextProbe = System.nanoTime() + (state == State.READY ? PROBE : LOOK).toNanos();
        }
        board.set(part.name(), part.url(), life.pid(), State.STOPPING);
        return "was stopped";
    }

    private State next(State now, boolean ready) {
        if (ready && now != State.READY) {
            screen.done(name() + " is ready at " + part.url());
            firstReady.complete(null);
            return State.READY;
        }
        if (!ready && now == State.READY) {
            screen.trouble(name() + " is not ready any more", List.of());
            return State.UNREADY;
        }
        return now;
    }

    private void end(Part.Running life) {
        try {
            life.stop();
        } catch (IOException | RuntimeException e) {
            log.write("It did not stop in good order: " + e);
            screen.trouble(name() + " did not stop in good order: " + e.getMessage(), List.of());
        }
    }

    private boolean isStopping(Duration wait) {
        try {
            return stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a watch", e);
        }
    }
}
