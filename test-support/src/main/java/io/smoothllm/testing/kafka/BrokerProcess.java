package io.smoothllm.testing.kafka;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Exit;

/// The broker as a process of its own, so that it can be killed like one. Ends in good order when
/// it is told to by a signal, and by itself on a fault that it cannot handle.
public final class BrokerProcess {
    private static final System.Logger LOG = System.getLogger(BrokerProcess.class.getName());

    private BrokerProcess() {}

    /// @param arguments the data folder and the port
    public static void main(String[] arguments) throws IOException {
        var broker = EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Exit.resetExitProcedure();
        Exit.resetHaltProcedure();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "kafka-stop"));
    }

    private static void stop(EmbeddedBroker broker) {
        try {
            broker.close();
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The broker did not stop in good order", e);
        }
    }
}
