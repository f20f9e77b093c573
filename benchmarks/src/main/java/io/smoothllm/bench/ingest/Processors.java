package io.smoothllm.bench.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Processor time, as Linux counts it in `/proc`; nothing elsewhere. In seconds.
///
/// @param used by the processes that were asked about and all their children, dead ones included
/// @param busy of the whole machine
record Processors(Map<String, Double> used, double busy) {
    /// Ticks a second in `/proc`, on every Linux there is.
    private static final double TICKS = 100;

    private static final Path PROC = Path.of("/proc");

    static Processors now(Map<String, Long> pids) {
        var used = new LinkedHashMap<String, Double>();
        pids.forEach((name, pid) -> used.put(name, of(pid)));
        return new Processors(used, machine());
    }

    Processors since(Processors before) {
        var spent = new LinkedHashMap<String, Double>();
        used.forEach((name, time) -> spent.put(name, time - before.used.get(name)));
        return new Processors(spent, busy - before.busy);
    }

    double sum() {
        return used.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double of(long pid) {
        var family = new ArrayList<>(List.of(pid));
        ProcessHandle.of(pid)
                .ifPresent(p -> p.children().forEach(child -> family.add(child.pid())));
        return family.stream().mapToDouble(Processors::time).sum();
    }

    /// User and system time, its own and that of children it has buried (fields 14 to 17).
    private static double time(long pid) {
        var stat = read(PROC.resolve(Long.toString(pid)).resolve("stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS;
    }

    /// All but idle and waiting for the disk.
    private static double machine() {
        var stat = read(PROC.resolve("stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        var fields = stat.lines().findFirst().orElseThrow().split(" +");
        double ticks = 0;
        for (int i = 1; i <= 8; i++) {
            ticks += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
        }
        return ticks / TICKS;
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
