package io.smoothllm.usage.ledger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Applies the retention now and then, on a thread of its own: it may wait, the intake may not.
@ApplicationScoped
class RetentionRounds {
    private static final Logger LOG = Logger.getLogger(RetentionRounds.class);

    private final Retention retention;
    private final RetentionConfig config;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Thread thread;

    RetentionRounds(Retention retention, RetentionConfig config) {
        this.retention = retention;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("ledger-retention").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        thread.join(Duration.ofSeconds(5));
    }

    private void run() {
        try {
            do {
                round();
            } while (!stopping.await(config.lookEvery().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            retention.apply(Instant.now());
        } catch (SQLException | RuntimeException e) {
            LOG.warn(
                    "Old days of the ledger could not be dropped now; the next round tries again",
                    e);
        }
    }
}
