package io.smoothllm.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a run of chaos came to.
///
/// @param calls of the clients
/// @param rows of the ledger
/// @param served requests that the simulator saw
/// @param duplicates records that came again and were dropped
/// @param drained how long it took, after the last call, until all was in the ledger
/// @param differences none = proved
public record Outcome(
        long seed,
        List<Kill> kills,
        long calls,
        long failed,
        long rows,
        long interrupted,
        long served,
        long duplicates,
        Duration drained,
        List<String> differences) {
    private static final int SHOWN = 20;

    public String text() {
        var table =
                kills.stream()
                        .map(
                                kill ->
                                        line(
                                                "%4d  %7.1f s  %-14s %9.1f s %10d %8d",
                                                kills.indexOf(kill) + 1,
                                                seconds(kill.at()),
                                                kill.part(),
                                                seconds(kill.recovery()),
                                                kill.inFlight(),
                                                kill.failed()))
                        .collect(Collectors.joining("\n"));
        return """
               kill         at  what            recovery  in flight   failed
               %s

               seed %d; calls %d, of them failed %d; served by the provider %d
               ledger: rows %d, of them interrupted %d; duplicates dropped %d; drained after %.1f s
               %s"""
                .formatted(
                        table,
                        seed,
                        calls,
                        failed,
                        served,
                        rows,
                        interrupted,
                        duplicates,
                        seconds(drained),
                        verdict());
    }

    private String verdict() {
        if (differences.isEmpty()) {
            return "No difference: every call exactly once, to the last token.";
        }
        return differences.size()
                + " differences:\n"
                + differences.stream().limit(SHOWN).collect(Collectors.joining("\n"));
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
