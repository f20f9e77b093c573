package io.smoothllm.kit.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import io.smoothllm.kit.access.CurrentCaller;
import io.smoothllm.kit.access.CurrentClient;
import io.smoothllm.model.audit.AuditActor;
import io.smoothllm.model.audit.AuditEntry;
import io.smoothllm.model.audit.AuditEntry.Outcome;
import io.smoothllm.model.audit.AuditTarget;
import io.smoothllm.model.audit.FieldChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Words what happens in the request at hand.
@ApplicationScoped
public class AuditScribe {
    private final CurrentCaller caller;
    private final CurrentClient client;
    private final AuditActor service;

    AuditScribe(
            CurrentCaller caller,
            CurrentClient client,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.caller = caller;
        this.client = client;
        this.service = AuditActor.service(service);
    }

    /// Done by the caller; outside of a request, by the service itself.
    public AuditEntry done(String action, AuditTarget target, List<FieldChange> changes) {
        return by(caller(), action, target, Outcome.DONE, changes);
    }

    /// The caller was not allowed to.
    public AuditEntry refused(String action, AuditTarget target) {
        return by(caller(), action, target, Outcome.REFUSED, List.of());
    }

    /// @param actor where no access token tells; null = nobody who is known
    public AuditEntry by(
            @Nullable AuditActor actor,
            String action,
            @Nullable AuditTarget target,
            Outcome outcome,
            List<FieldChange> changes) {
        var from = client.get();
        return new AuditEntry(
                UuidCreator.getTimeOrderedEpoch(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                actor,
                action,
                target,
                outcome,
                from.address(),
                from.userAgent(),
                changes);
    }

    private AuditActor caller() {
        if (!client.isThere()) {
            return service;
        }
        var who = caller.get();
        return AuditActor.account(who.id(), who.email());
    }
}
