package io.smoothllm.bench.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Consumer;

/// What usage-service takes in, and how long it thinks about a report.
public final class Ingest {
    private static final int DAYS = 90;

    /// A second, on a machine with two cores.
    private static final double PROMISED_RATE = 15_000;

    private static final double PROMISED_MS = 100;

    private final Path root;
    private final Path folder;
    private final Consumer<String> progress;
    private final Population population = new Population();

    /// @param root of the repository
    /// @param folder for the data of this run
    public Ingest(Path root, Path folder, Consumer<String> progress) {
        this.root = root;
        this.folder = folder;
        this.progress = progress;
    }

    /// @return whether it is as fast as promised
    public boolean takeIn(int records) throws IOException, SQLException {
        try (var place = new Workplace(root, folder.resolve("intake"))) {
            place.startDatabase();
            place.startBroker();
            var result = new Intake(place, population, records, progress).run();
            System.out.println("\n" + result.text() + "\n");
            return result.perSecond() >= PROMISED_RATE;
        }
    }

    /// @param rows of the ledger
    /// @return whether it is as fast as promised
    public boolean report(long rows) throws IOException, SQLException {
        try (var place = new Workplace(root, folder.resolve("reports"))) {
            place.startDatabase();
            place.startBroker();
            place.startService();
            long begun = System.nanoTime();
            progress.accept("making a ledger of %,d rows and %d days".formatted(rows, DAYS));
            new Filling(place, population, rows, DAYS, progress).run();
            progress.accept(
                    String.format(
                            Locale.ROOT, "made in %.0f s", (System.nanoTime() - begun) / 1e9));
            var result = new Reports(place, population, progress).run();
            System.out.println("\n" + result.text() + "\n");
            return result.slowest() < PROMISED_MS;
        }
    }
}
