package io.smoothllm.usage.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smoothllm.model.usage.UsageRecord;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;

/// Writes the parts of a batch side by side. Each lane has an intake of its own and with it a
/// ledger, which is why both are `@Dependent`: what they keep in mind is true for one transaction
/// at a time.
@ApplicationScoped
class Lanes {
    /// Fewer records than this are not worth a second transaction.
    private static final int WORTH_A_LANE = 500;

    private final List<Intake> intakes;
    private final ExecutorService threads;
    private final Timer batchTime;

    Lanes(Provider<Intake> intake, LedgerConfig config, MeterRegistry metrics) {
        intakes = Stream.generate(intake::get).limit(config.lanes()).toList();
        threads =
                Executors.newFixedThreadPool(
                        intakes.size(), Thread.ofPlatform().name("usage-lane-", 1).factory());
        batchTime =
                Timer.builder("smoothllm.usage.batch")
                        .description("From a batch read to its commit in the database")
                        .publishPercentileHistogram()
                        .register(metrics);
    }

    /// @return the calls that are in the ledger now, new or not
    /// @throws SQLException when the database cannot take the batch now; part of it may be written,
    ///     so the same batch must come again
    List<UsageRecord> take(List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        var timing = Timer.start();
        int used = Math.clamp(records.size() / WORTH_A_LANE, 1, intakes.size());
        var recorded =
                awaitAll(IntStream.range(0, used).mapToObj(i -> work(i, used, records)).toList());
        timing.stop(batchTime);
        return recorded;
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }

    private Callable<List<UsageRecord>> work(
            int lane, int lanes, List<ConsumerRecord<byte[], byte[]>> records) {
        var part =
                records.subList(lane * records.size() / lanes, (lane + 1) * records.size() / lanes);
        return () -> intakes.get(lane).take(part);
    }

    private List<UsageRecord> awaitAll(List<Callable<List<UsageRecord>>> work) throws SQLException {
        try {
            var recorded = new ArrayList<UsageRecord>();
            for (var done : threads.invokeAll(work)) {
                recorded.addAll(done.get());
            }
            return recorded;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
