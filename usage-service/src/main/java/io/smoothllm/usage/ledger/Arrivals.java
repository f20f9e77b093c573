package io.smoothllm.usage.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.InstanceReport;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/// A batch of the topic, sorted by what it is made of.
///
/// @param calls not read yet
record Arrivals(List<ConsumerRecord<byte[], byte[]>> calls, List<InstanceReport> reports) {
    private static final Logger LOG = Logger.getLogger(Arrivals.class);

    static Arrivals of(ConsumerRecords<byte[], byte[]> batch) {
        var calls = new ArrayList<ConsumerRecord<byte[], byte[]>>(batch.count());
        var reports = new ArrayList<InstanceReport>();
        for (var arrived : batch) {
            var kind = arrived.headers().lastHeader(InstanceReport.HEADER);
            if (kind == null) {
                calls.add(arrived);
            } else if (new String(kind.value(), UTF_8).equals(InstanceReport.KIND)) {
                read(arrived, reports);
            } else {
                LOG.debugf("Passed over at offset %d: a record of another kind", arrived.offset());
            }
        }
        return new Arrivals(calls, reports);
    }

    /// A report that cannot be read is passed over: the next one says all that it would have.
    private static void read(ConsumerRecord<byte[], byte[]> arrived, List<InstanceReport> reports) {
        try {
            reports.add(Wire.read(arrived.value(), InstanceReport.class));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "A report of a proxy cannot be read, in partition %d at offset %d: %s",
                    arrived.partition(), arrived.offset(), e.getMessage());
        }
    }
}
