package io.smoothllm.usage.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.UsageRecord;
import jakarta.enterprise.context.Dependent;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/// Deals with every record it is given: it goes into the ledger, is there already, or is a dead
/// letter. One bad record never holds up the others. For one thread.
@Dependent
class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    /// A record that could be read.
    private record Arrival(ConsumerRecord<byte[], byte[]> source, UsageRecord call) {}

    private final Ledger ledger;
    private final DeadLetters deadLetters;
    private final LedgerConfig config;
    private final RetentionConfig retention;
    private final Counter inserted;
    private final Counter duplicates;
    private final Counter dead;

    Intake(
            Ledger ledger,
            DeadLetters deadLetters,
            LedgerConfig config,
            RetentionConfig retention,
            MeterRegistry metrics) {
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.config = config;
        this.retention = retention;
        inserted = metrics.counter("smoothllm.usage.inserted");
        duplicates = metrics.counter("smoothllm.usage.duplicates");
        dead = metrics.counter("smoothllm.usage.dead.letters");
    }

    /// The day of the ledger that holds a call.
    static LocalDate dayOf(UsageRecord call) {
        return call.startedAt().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /// @return the calls that are in the ledger now, new or not
    /// @throws SQLException when the database cannot take the batch now; part of it may be written,
    ///     so the same batch must come again
    List<UsageRecord> take(Iterable<ConsumerRecord<byte[], byte[]>> batch) throws SQLException {
        var arrivals = new ArrayList<Arrival>();
        for (var source : batch) {
            try {
                arrivals.add(new Arrival(source, read(source)));
            } catch (UnacceptableRecord e) {
                bury(source, e.getMessage());
            }
        }
        var recorded = new ArrayList<UsageRecord>(arrivals.size());
        record(arrivals, recorded);
        return recorded;
    }

    private UsageRecord read(ConsumerRecord<byte[], byte[]> source) throws UnacceptableRecord {
        if (source.value() == null) {
            throw new UnacceptableRecord("The record is empty");
        }
        UsageRecord call;
        try {
            call = Wire.read(source.value(), UsageRecord.class);
        } catch (RuntimeException e) {
            throw new UnacceptableRecord(e.getMessage());
        }
        if (call == null) {
            throw new UnacceptableRecord("The record is JSON's null");
        }
        var now = Instant.now();
        if (call.startedAt().isBefore(Retention.oldest(now, config, retention))) {
            throw new UnacceptableRecord("startedAt is too long ago: " + call.startedAt());
        }
        if (call.startedAt().isAfter(now.plus(config.furthest()))) {
            throw new UnacceptableRecord("startedAt is in the future: " + call.startedAt());
        }
        return call;
    }

    /// Halves a batch that the database refuses, until the records at fault stand alone.
    private void record(List<Arrival> arrivals, List<UsageRecord> recorded) throws SQLException {
        if (arrivals.isEmpty()) {
            return;
        }
        try {
            var calls = arrivals.stream().map(Arrival::call).toList();
            int added = ledger.record(calls);
            recorded.addAll(calls);
            inserted.increment(added);
            duplicates.increment(arrivals.size() - added);
        } catch (SQLException e) {
            var refusal = Refusal.of(e).orElseThrow(() -> e);
            if (arrivals.size() == 1) {
                bury(arrivals.getFirst().source, refusal.reason());
                return;
            }
            int middle = arrivals.size() / 2;
            record(arrivals.subList(0, middle), recorded);
            record(arrivals.subList(middle, arrivals.size()), recorded);
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> source, String reason) {
        deadLetters.send(source, reason);
        dead.increment();
        LOG.warnf(
                "Dead letter from partition %d, offset %d: %s",
                source.partition(), source.offset(), reason);
    }
}
