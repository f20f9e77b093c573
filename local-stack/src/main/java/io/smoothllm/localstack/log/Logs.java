package io.smoothllm.localstack.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// One log per part of the stack, and the way from `java.util.logging` into them.
public final class Logs {
    /// Whose words go where; everything else is the stack's own.
    private static final Map<String, String> OWNERS =
            Map.of(
                    "io.zonky", "postgres",
                    "kafka", "kafka",
                    "org.apache.kafka", "kafka",
                    "state.change", "kafka",
                    "io.smoothllm.testing.kafka", "kafka",
                    "io.smoothllm.testing.postgres", "postgres",
                    "io.smoothllm.testing.simulator", "simulator",
                    "io.smoothllm.localstack.edge", "edge");

    public static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final Path folder;
    private final Map<String, RotatingLog> byName = new ConcurrentHashMap<>();

    public Logs(Path folder) {
        this.folder = folder;
    }

    public RotatingLog of(String name) {
        return byName.computeIfAbsent(name, n -> new RotatingLog(folder.resolve(n + ".log")));
    }

    /// From now on what the libraries of this process have to say is in files, not on the screen.
    public void takeOver() {
        LogManager.getLogManager().reset();
        var root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(new IntoFiles());
    }

    static String ownerOf(String logger) {
        return OWNERS.entrySet().stream()
                .filter(owner -> logger != null && logger.startsWith(owner.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("stack");
    }

    private final class IntoFiles extends Handler {
        private final Formatter words = new Words();

        @Override
        public void publish(LogRecord record) {
            if (isLoggable(record)) {
                var log = of(ownerOf(record.getLoggerName()));
                words.format(record).lines().forEach(log::write);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static final class Words extends Formatter {
        @Override
        public String format(LogRecord record) {
            return "%s %-7s %s%n%s"
                    .formatted(
                            LocalTime.now().format(CLOCK),
                            record.getLevel(),
                            formatMessage(record),
                            stackTrace(record.getThrown()));
        }

        private static String stackTrace(Throwable thrown) {
            var text = new StringWriter();
            if (thrown != null) {
                thrown.printStackTrace(new PrintWriter(text, true));
            }
            return text.toString();
        }
    }
}
