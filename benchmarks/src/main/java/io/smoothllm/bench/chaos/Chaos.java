package io.smoothllm.bench.chaos;

import io.smoothllm.bench.books.Books;
import io.smoothllm.bench.books.Instances;
import io.smoothllm.bench.load.Call;
import io.smoothllm.bench.load.Call.End;
import io.smoothllm.bench.load.Crowd;
import io.smoothllm.bench.load.Site;
import io.smoothllm.bench.stack.Stack;
import io.smoothllm.model.usage.CallStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A crowd asks while `kill -9` hits the proxy, the broker, usage-service and PostgreSQL.
///
/// Nothing waits for the recovery of one part before the next is killed, but a part that is not
/// there cannot be killed again.
public final class Chaos {
    private static final List<String> VICTIMS =
            List.of("proxy-service", "kafka", "usage-service", "postgres");
    private static final int CLIENTS = 24;
    private static final Duration FIRST_BYTE = Duration.ofMillis(150);
    private static final Duration CHUNK = Duration.ofMillis(15);
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(240);

    /// The edge may still hold connections to a proxy that is gone.
    private static final Duration GRACE = Duration.ofSeconds(1);

    /// @param seed the same one kills the same parts after the same pauses
    public record Plan(long seed, int kills, Duration shortestPause, Duration longestPause) {}

    private record Victim(
            String part, long at, int inFlight, CompletableFuture<Duration> recovered) {}

    private final Stack stack;
    private final Plan plan;
    private final Consumer<String> progress;
    private final Random random;

    public Chaos(Stack stack, Plan plan, Consumer<String> progress) {
        this.stack = stack;
        this.plan = plan;
        this.progress = progress;
        this.random = new Random(plan.seed());
    }

    public Outcome run() {
        var before = Instances.read(stack.admin());
        var site = Site.build(stack, FIRST_BYTE, CHUNK);
        List<Victim> victims;
        List<Call> calls;
        long begun = System.nanoTime();
        try (var crowd = site.crowd(Duration.ZERO).start(CLIENTS)) {
            victims = killAll(crowd);
            Stack.pause(plan.longestPause());
            crowd.stop();
            calls = crowd.calls();
        }
        var drained = Books.drain(site, stack.admin(), before);
        var kills = victims.stream().map(victim -> kill(victim, begun, victims, calls)).toList();
        var books = Books.read(site, stack.admin(), calls, before);
        var differences = new ArrayList<>(books.differences());
        differences.addAll(undeserved(victims, calls));
        return new Outcome(
                plan.seed(),
                kills,
                calls.size(),
                calls.stream().filter(call -> !call.succeeded()).count(),
                books.ledger().size(),
                books.count(CallStatus.INTERRUPTED),
                books.served().size(),
                books.instances().duplicates(),
                drained,
                differences);
    }

    private List<Victim> killAll(Crowd crowd) {
        var victims = new ArrayList<Victim>();
        for (var part : order()) {
            Stack.pause(between(plan.shortestPause(), plan.longestPause()));
            awaitReady(part);
            var victim = kill(part, crowd);
            victims.add(victim);
            progress.accept(
                    "killed %s, %d of %d, with %d calls in flight"
                            .formatted(part, victims.size(), plan.kills(), victim.inFlight));
        }
        victims.forEach(victim -> victim.recovered.join());
        VICTIMS.forEach(this::awaitReady);
        return victims;
    }

    /// Each part once before any is killed again.
    private List<String> order() {
        var order = new ArrayList<String>();
        while (order.size() < plan.kills()) {
            var round = new ArrayList<>(VICTIMS);
            Collections.shuffle(round, random);
            order.addAll(round);
        }
        return order.subList(0, plan.kills());
    }

    private Duration between(Duration shortest, Duration longest) {
        return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
    }

    private void awaitReady(String part) {
        if (!Stack.await(RECOVERY_LIMIT, () -> stack.part(part).isReady())) {
            throw new IllegalStateException(
                    "%s was not ready again within %d s"
                            .formatted(part, RECOVERY_LIMIT.toSeconds()));
        }
    }

    private Victim kill(String part, Crowd crowd) {
        long pid = stack.part(part).pid();
        int inFlight = crowd.inFlight();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        long at = System.nanoTime();
        var recovered =
                CompletableFuture.supplyAsync(
                        () -> recovery(part, pid, at), Thread.ofVirtual()::start);
        return new Victim(part, at, inFlight, recovered);
    }

    private Duration recovery(String part, long pid, long at) {
        boolean back =
                Stack.await(
                        RECOVERY_LIMIT,
                        () -> {
                            var now = stack.part(part);
                            return now.isReady() && now.pid() != pid;
                        });
        if (!back) {
            throw new IllegalStateException(part + " did not come back");
        }
        return Duration.ofNanos(System.nanoTime() - at);
    }

    private static Kill kill(Victim victim, long begun, List<Victim> all, List<Call> calls) {
        int next = all.indexOf(victim) + 1;
        long until = next < all.size() ? all.get(next).at : Long.MAX_VALUE;
        long failed =
                calls.stream()
                        .filter(call -> !call.succeeded())
                        .filter(call -> call.ended() >= victim.at && call.ended() < until)
                        .count();
        return new Kill(
                victim.part,
                Duration.ofNanos(victim.at - begun),
                victim.inFlight,
                victim.recovered.join(),
                failed);
    }

    /// Calls that failed although the proxy was well: nothing else that dies may be noticed.
    private static List<String> undeserved(List<Victim> victims, List<Call> calls) {
        return calls.stream()
                .filter(call -> call.end() instanceof End.Failed)
                .filter(call -> victims.stream().noneMatch(victim -> excuses(victim, call)))
                .map(call -> call + " failed while the proxy was well")
                .toList();
    }

    private static boolean excuses(Victim victim, Call call) {
        long back = victim.at + victim.recovered.join().plus(GRACE).toNanos();
        return victim.part.equals("proxy-service")
                && call.ended() >= victim.at
                && call.begun() <= back;
    }
}
