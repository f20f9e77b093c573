package io.smoothllm.keys.audit;

import io.smoothllm.kit.audit.AuditScribe;
import io.smoothllm.model.audit.AuditActor;
import io.smoothllm.model.audit.AuditEntry.Outcome;
import io.smoothllm.model.audit.AuditTarget;
import io.smoothllm.model.audit.FieldChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes entries down in the transaction at hand: what is rolled back is not told.
@ApplicationScoped
public class AuditLog {
    private final AuditScribe scribe;
    private final AuditRows rows;

    AuditLog(AuditScribe scribe, AuditRows rows) {
        this.scribe = scribe;
        this.rows = rows;
    }

    /// Done by the caller of the request at hand; outside of one, by this service.
    @Transactional(Transactional.TxType.MANDATORY)
    public void done(String action, AuditTarget target, List<FieldChange> changes) {
        rows.add(scribe.done(action, target, changes));
    }

    /// @param actor where no access token tells
    @Transactional(Transactional.TxType.MANDATORY)
    public void doneBy(
            AuditActor actor, String action, AuditTarget target, List<FieldChange> changes) {
        rows.add(scribe.by(actor, action, target, Outcome.DONE, changes));
    }

    /// The caller of the request at hand was not let.
    @Transactional
    public void refused(String action, AuditTarget target) {
        rows.add(scribe.refused(action, target));
    }

    /// Somebody who is not known was not let.
    @Transactional
    public void refusedAnyone(
            String action, @Nullable AuditTarget target, List<FieldChange> circumstances) {
        rows.add(scribe.by(null, action, target, Outcome.REFUSED, circumstances));
    }
}
