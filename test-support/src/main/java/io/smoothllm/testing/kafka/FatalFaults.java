package io.smoothllm.testing.kafka;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.Exit;

/// Kafka ends its process on a fault it cannot handle, without asking whose process it is. Here the
/// fault is written down instead, and only the thread that met it ends.
final class FatalFaults {
    private static final System.Logger LOG = System.getLogger(FatalFaults.class.getName());
    private static final AtomicReference<String> LATEST = new AtomicReference<>();

    private FatalFaults() {}

    /// For all brokers of this JVM: Kafka keeps these two in static fields. What an earlier broker
    /// met is forgotten.
    static void catchThem() {
        LATEST.set(null);
        Exit.setExitProcedure(FatalFaults::record);
        Exit.setHaltProcedure(FatalFaults::record);
    }

    static Optional<String> latest() {
        return Optional.ofNullable(LATEST.get());
    }

    private static void record(int status, String message) {
        var fault = message == null ? "status " + status : message;
        LATEST.set(fault);
        LOG.log(System.Logger.Level.ERROR, "Kafka gave up: {0}", fault);
        throw new IllegalStateException("Kafka gave up: " + fault);
    }
}
