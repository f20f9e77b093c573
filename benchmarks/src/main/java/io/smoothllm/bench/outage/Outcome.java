package io.smoothllm.bench.outage;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What an outage came to.
///
/// @param failed of the calls
/// @param p99There median of the windows' p99 while the broker was there, in milliseconds
/// @param p99Away the same while it was away
/// @param drained how long it took, after the last call, until all was in the ledger
/// @param differences between the books; none = everything arrived
/// @param table a line a window
public record Outcome(
        long calls,
        long failed,
        double p99There,
        double p99Away,
        Duration drained,
        List<String> differences,
        String table) {

    /// While the broker is away, as much as while it is there.
    public double ratio() {
        return p99Away / p99There;
    }

    public String text() {
        return String.format(
                Locale.ROOT,
                """
                %s
                calls %d, of them failed %d; p99 %.1f ms with the broker, %.1f ms without (%.2f x)
                drained %.1f s after the last call; %s""",
                table,
                calls,
                failed,
                p99There,
                p99Away,
                ratio(),
                drained.toMillis() / 1000.0,
                differences.isEmpty()
                        ? "no difference: everything arrived, once"
                        : differences.size() + " differences:\n" + String.join("\n", differences));
    }
}
