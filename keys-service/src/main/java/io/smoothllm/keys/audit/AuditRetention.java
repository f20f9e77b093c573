package io.smoothllm.keys.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Forgets old entries, a few at a time, so that nobody waits. Every replica does it; two at once
/// do no harm.
@ApplicationScoped
class AuditRetention {
    private static final Logger LOG = Logger.getLogger(AuditRetention.class);
    private static final int BATCH = 1000;

    private final AuditRows rows;
    private final AuditConfig config;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("audit-retention").daemon().factory());

    AuditRetention(AuditRows rows, AuditConfig config) {
        this.rows = rows;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        clock.scheduleWithFixedDelay(this::attempt, 1, 60, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    /// @return how many were forgotten
    int forgetOld() {
        int all = 0;
        int some;
        do {
            some = rows.forget(Instant.now().minus(config.retention()), BATCH);
            all += some;
        } while (some == BATCH);
        return all;
    }

    private void attempt() {
        try {
            int forgotten = forgetOld();
            if (forgotten > 0) {
                LOG.infof("%d entries of the audit log were old enough to go", forgotten);
            }
        } catch (RuntimeException e) {
            LOG.warn("Old entries of the audit log stay for another hour", e);
        }
    }
}
