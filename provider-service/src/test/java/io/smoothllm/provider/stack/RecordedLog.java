package io.smoothllm.provider.stack;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/// Everything that is logged at any level while this is open, stack traces included. Other handlers
/// keep to INFO meanwhile. What the tests' own HTTP client logs is not the service's.
public final class RecordedLog extends Handler implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

    public RecordedLog() {
        setFormatter(new PatternFormatter("%p [%c] %m %X%n%e"));
        setLevel(Level.ALL);
        for (var handler : root.getHandlers()) {
            handler.setLevel(Level.INFO);
        }
        root.addHandler(this);
        root.setLevel(Level.ALL);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord record) {
        if (!record.getLoggerName().startsWith("org.apache.http")) {
            lines.add(getFormatter().format(record));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(before);
        for (var handler : root.getHandlers()) {
            handler.setLevel(Level.ALL);
        }
    }
}
