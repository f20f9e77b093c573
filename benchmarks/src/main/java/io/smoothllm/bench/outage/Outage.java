package io.smoothllm.bench.outage;

import io.smoothllm.bench.books.Books;
import io.smoothllm.bench.books.Instances;
import io.smoothllm.bench.load.Call;
import io.smoothllm.bench.load.Crowd;
import io.smoothllm.bench.load.Site;
import io.smoothllm.bench.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The broker is away for a while, with windows of time before and after it, under the same load.
/// Between two windows a pause hides what coming and going costs: a broker that starts takes a core
/// for seconds, which is no matter of the proxy's.
public final class Outage {
    private static final int CLIENTS = 8;
    private static final Duration THINKING = Duration.ofMillis(50);
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    /// @param length of the outage
    /// @param windows in which it is divided; as many are measured while the broker is there, half
    ///     of them before and half of them after
    public record Plan(Duration length, int windows) {
        Duration window() {
            return length.dividedBy(windows);
        }
    }

    /// A window of time, its latencies in milliseconds.
    private record Window(boolean away, long calls, double p50, double p99) {}

    private final Stack stack;
    private final Plan plan;
    private final Consumer<String> progress;

    public Outage(Stack stack, Plan plan, Consumer<String> progress) {
        this.stack = stack;
        this.plan = plan;
        this.progress = progress;
    }

    public Outcome run() {
        var before = Instances.read(stack.admin());
        var site = Site.build(stack, Duration.ofMillis(5), Duration.ZERO);
        var windows = new ArrayList<Window>();
        List<Call> calls;
        try (var crowd = site.crowd(THINKING).start(CLIENTS)) {
            Stack.pause(WARM_UP);
            watch(crowd, false, plan.windows() / 2, windows);
            try (var _ = DownBroker.of(stack)) {
                progress.accept("the broker is away");
                watch(crowd, true, plan.windows(), windows);
            }
            progress.accept("the broker is back");
            Stack.pause(WARM_UP);
            watch(crowd, false, plan.windows() - plan.windows() / 2, windows);
            crowd.stop();
            calls = crowd.calls();
        }
        var drained = Books.drain(site, stack.admin(), before);
        var differences = Books.read(site, stack.admin(), calls, before).differences();
        return outcome(windows, calls, drained, differences);
    }

    private void watch(Crowd crowd, boolean away, int count, List<Window> windows) {
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            Stack.pause(plan.window());
            var latencies =
                    crowd.calls().stream()
                            .filter(call -> call.ended() >= begun)
                            .mapToDouble(call -> call.took().toNanos() / 1e6)
                            .sorted()
                            .toArray();
            if (latencies.length == 0) {
                throw new IllegalStateException("No call ended in " + plan.window());
            }
            windows.add(
                    new Window(
                            away,
                            latencies.length,
                            latencies[latencies.length / 2],
                            latencies[latencies.length * 99 / 100]));
        }
    }

    private static Outcome outcome(
            List<Window> windows, List<Call> calls, Duration drained, List<String> differences) {
        var table = new StringBuilder("broker     calls   p50 ms   p99 ms\n");
        for (var window : windows) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%-8s %7d %8.1f %8.1f%n",
                            window.away() ? "away" : "there",
                            window.calls(),
                            window.p50(),
                            window.p99()));
        }
        return new Outcome(
                calls.size(),
                calls.stream().filter(call -> !call.succeeded()).count(),
                median(windows, false),
                median(windows, true),
                drained,
                differences,
                table.toString());
    }

    /// Of the windows' p99: a neighbour on the machine spoils one or two of them, not the median.
    private static double median(List<Window> windows, boolean away) {
        var sorted =
                windows.stream()
                        .filter(window -> window.away() == away)
                        .mapToDouble(Window::p99)
                        .sorted()
                        .toArray();
        return sorted[sorted.length / 2];
    }
}
