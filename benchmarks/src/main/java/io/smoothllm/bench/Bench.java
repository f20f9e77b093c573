package io.smoothllm.bench;

import io.smoothllm.bench.chaos.Chaos;
import io.smoothllm.bench.ingest.Ingest;
import io.smoothllm.bench.outage.Outage;
import io.smoothllm.bench.stack.Stack;
import io.smoothllm.testing.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `./smoothllm bench NAME [--option=value …]`; the working directory is the repository.
public final class Bench {
    private static final String LIST =
            """
            Usage: ./smoothllm bench NAME [--OPTION=VALUE ...]

              chaos   kill -9 at the proxy, the broker, usage-service and PostgreSQL under load; the
                      ledger must equal what the provider served.  --kills=20 --seed=N
              outage  the broker is away for a minute under load: no call fails, none is slower, and
                      everything arrives afterwards.  --seconds=60
              ingest  records a second that usage-service takes in, and how long its reports over ten
                      million rows take.  --records=600000 --rows=10000000, 0 = leave that part out
            """;

    /// Of an outage.
    private static final int WINDOWS = 12;

    /// How many times as long p99 may be while the broker is away.
    private static final double MOST_SLOWER = 2;

    /// Kept, because an unreferenced logger forgets its level.
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("io.zonky"));

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private Bench() {}

    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.out.print(LIST);
            return;
        }
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        try {
            System.exit(run(arguments[0], List.of(arguments).subList(1, arguments.length)) ? 0 : 1);
        } catch (Options.Misused e) {
            System.err.println("smoothllm: " + e.getMessage() + "\n\n" + LIST);
            System.exit(2);
        } catch (IOException | SQLException | RuntimeException e) {
            // Threads of the servers that were used would keep the JVM.
            e.printStackTrace();
            System.exit(1);
        }
    }

    /// @return whether what is promised was kept
    private static boolean run(String bench, List<String> options)
            throws IOException, SQLException {
        return switch (bench) {
            case "chaos" -> chaos(Options.of(options, Set.of("kills", "seed")));
            case "outage" -> outage(Options.of(options, Set.of("seconds")));
            case "ingest" -> ingest(Options.of(options, Set.of("records", "rows")));
            default -> throw new Options.Misused("there is no bench '" + bench + "'");
        };
    }

    private static boolean chaos(Options options) throws IOException {
        var plan =
                new Chaos.Plan(
                        options.number("seed", ThreadLocalRandom.current().nextInt(1_000_000)),
                        (int) options.number("kills", 20),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10));
        try (var stack = stack("chaos")) {
            say("%d kills, seed %d".formatted(plan.kills(), plan.seed()));
            var outcome = new Chaos(stack, plan, Bench::say).run();
            System.out.println("\n" + outcome.text());
            return outcome.differences().isEmpty();
        }
    }

    private static boolean outage(Options options) throws IOException {
        var length = Duration.ofSeconds(options.number("seconds", 60));
        try (var stack = stack("outage")) {
            var outcome = new Outage(stack, new Outage.Plan(length, WINDOWS), Bench::say).run();
            System.out.println("\n" + outcome.text());
            return outcome.failed() == 0
                    && outcome.differences().isEmpty()
                    && outcome.ratio() < MOST_SLOWER;
        }
    }

    private static boolean ingest(Options options) throws IOException, SQLException {
        var ingest = new Ingest(Path.of(""), folder("ingest"), Bench::say);
        int records = (int) options.number("records", 600_000);
        long rows = options.number("rows", 10_000_000);
        boolean quick = records == 0 || ingest.takeIn(records);
        return (rows == 0 || ingest.report(rows)) && quick;
    }

    private static Stack stack(String bench) throws IOException {
        var folder = folder(bench);
        say("starting the stack");
        return Stack.start(
                Path.of(""), folder.resolve("stack"), folder.resolve("stack.out"), Map.of());
    }

    /// Empty.
    private static Path folder(String bench) throws IOException {
        var folder = Path.of("benchmarks", "target", bench);
        Directories.delete(folder);
        return Files.createDirectories(folder);
    }

    static void say(String what) {
        System.out.println(CLOCK.format(LocalTime.now()) + "  " + what);
    }
}
