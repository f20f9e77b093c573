package io.smoothllm.usage.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/// How the reading goes, for health, metrics and one log line per outage. Written by the reading
/// thread, read by others.
@ApplicationScoped
class IntakeState {
    /// @param broker the broker's; otherwise the database's, or our own
    record Trouble(Instant since, boolean broker, String what) {}

    private static final Logger LOG = Logger.getLogger(IntakeState.class);

    private volatile long lag;
    private volatile boolean connected;
    private volatile Trouble trouble;

    IntakeState(MeterRegistry metrics) {
        Gauge.builder("smoothllm.usage.lag.records", this, state -> state.lag)
                .description("Records in the topic that were not read yet")
                .register(metrics);
    }

    void observe(KafkaConsumer<?, ?> consumer) {
        lag =
                consumer.assignment().stream()
                        .map(consumer::currentLag)
                        .filter(OptionalLong::isPresent)
                        .mapToLong(OptionalLong::getAsLong)
                        .sum();
        connected =
                consumer.metrics().entrySet().stream()
                        .filter(metric -> metric.getKey().name().equals("connection-count"))
                        .anyMatch(metric -> (double) metric.getValue().metricValue() > 0);
    }

    void failed(Throwable failure) {
        boolean ofBroker = failure instanceof KafkaException;
        if (trouble == null || trouble.broker != ofBroker) {
            LOG.warn(
                    "Usage cannot be recorded now; it stays in the topic and is tried again",
                    failure);
            trouble = new Trouble(Instant.now(), ofBroker, failure.getMessage());
        }
    }

    void recovered() {
        if (trouble != null) {
            LOG.infof("Usage is recorded again, after trouble since %s", trouble.since);
            trouble = null;
        }
    }

    long lag() {
        return lag;
    }

    /// Whether there is a connection to a broker.
    boolean connected() {
        return connected;
    }

    /// Null when all is well.
    Trouble trouble() {
        return trouble;
    }
}
