package io.smoothllm.bench.ingest;

import io.smoothllm.bench.stack.Stack;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.testing.kafka.NewTopics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A topic full of records, as after an outage, and the time it takes until they are rows.
public final class Intake {
    private static final int PARTITIONS = 6;
    private static final int PROXIES = 6;
    private static final Duration PAST = Duration.ofHours(6);
    private static final Duration LIMIT = Duration.ofMinutes(20);

    /// Per mille of the records that are much later than the others.
    private static final int LATE = 5;

    /// @param seconds from the first insert to the last
    /// @param perCore records a second for each core that usage-service, PostgreSQL and the broker
    ///     really had
    public record Result(
            long rows, double seconds, double perSecond, double perCore, String text) {}

    private static final String ROWS =
            "select coalesce(sum(requests), 0) from rollup_day where grain = 'EVERYTHING'";

    private final Workplace place;
    private final Population population;
    private final int records;
    private final Consumer<String> progress;

    Intake(Workplace place, Population population, int records, Consumer<String> progress) {
        this.place = place;
        this.population = population;
        this.records = records;
        this.progress = progress;
    }

    Result run() throws IOException, SQLException {
        progress.accept("writing " + records + " records to the topic");
        NewTopics.create(place.broker(), Topics.USAGE, PARTITIONS, Map.of());
        fillTopic();
        progress.accept("starting usage-service");
        place.startService();
        try (var db = place.database()) {
            return measure(db);
        }
    }

    private void fillTopic() {
        var random = new Random(11);
        var proxies = new UUID[PROXIES];
        for (int i = 0; i < PROXIES; i++) {
            proxies[i] = Population.id("proxy", i);
        }
        var begin = Instant.now().minus(PAST);
        long step = PAST.toNanos() / records;
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                place.broker(),
                                "compression.type",
                                "lz4",
                                "linger.ms",
                                5,
                                "batch.size",
                                65_536),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                long age = random.nextInt(1_000) < LATE ? random.nextLong(i * step + 1) : 0;
                var event = new EventId(proxies[i % PROXIES], i / PROXIES + 1);
                var call = population.call(random, event, begin.plusNanos(i * step - age));
                producer.send(
                        new ProducerRecord<>(
                                Topics.USAGE,
                                i % PARTITIONS,
                                event.instance().toString(),
                                Wire.write(call)));
            }
        }
    }

    private Result measure(Connection db) throws SQLException {
        Stack.await(LIMIT, () -> rows(db) > 0);
        long already = rows(db);
        long begun = System.nanoTime();
        var before = Processors.now(place.pids());
        Stack.await(LIMIT, () -> rows(db) >= records / 2);
        long half = rows(db);
        var halfway = Processors.now(place.pids());
        Stack.await(LIMIT, () -> rows(db) >= records);
        double seconds = (System.nanoTime() - begun) / 1e9;
        var end = Processors.now(place.pids());
        var spent = end.since(before);
        long rows = rows(db);
        if (rows != records || rows != count(db, "select count(*) from ledger")) {
            throw new IllegalStateException(
                    "%d records became %d rows of the ledger and %d in the rollups"
                            .formatted(records, count(db, "select count(*) from ledger"), rows));
        }
        double rate = (rows - already) / seconds;
        double perCore = (rows - already) / spent.sum();
        var shares =
                spent.used().entrySet().stream()
                        .map(
                                one ->
                                        "%s %.0f %%"
                                                .formatted(
                                                        one.getKey(),
                                                        100 * one.getValue() / seconds))
                        .collect(Collectors.joining(", "));
        double warm = (rows - half) / end.since(halfway).sum();
        var text =
                String.format(
                        Locale.ROOT,
                        """
                        %d records in %.1f s, from the first insert to the last: %,.0f records/s
                        of one core: %s; others on this machine %.0f %%
                        %,.0f records/s for each core that the three had; %,.0f in the second half""",
                        rows,
                        seconds,
                        rate,
                        shares,
                        100 * Math.max(0, spent.busy() - spent.sum()) / seconds,
                        perCore,
                        warm);
        return new Result(rows, seconds, rate, perCore, text);
    }

    private static long rows(Connection db) {
        return count(db, ROWS);
    }

    /// 0 while the table is not there yet.
    private static long count(Connection db, String query) {
        try (var statement = db.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            if ("42P01".equals(e.getSQLState())) {
                return 0;
            }
            throw new IllegalStateException(e);
        }
    }
}
