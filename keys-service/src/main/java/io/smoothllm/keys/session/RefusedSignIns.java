package io.smoothllm.keys.session;

import io.smoothllm.keys.account.People.Credentials;
import io.smoothllm.keys.audit.AuditConfig;
import io.smoothllm.keys.audit.AuditLog;
import io.smoothllm.model.audit.AuditTarget;
import io.smoothllm.model.audit.FieldChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Tells the audit log of refused sign-ins, but of no more than it can bear: whoever guesses at
/// many accounts from many addresses must not fill the disk. The next one that is noted says how
/// many were not.
///
/// What was typed as an e-mail is not kept: people type their password there.
@ApplicationScoped
class RefusedSignIns {
    private static final int BURST = 100;

    private final AuditLog log;
    private final LongSupplier nanos;
    private final double perNano;
    private Bucket bucket;
    private long skipped;

    @Inject
    RefusedSignIns(AuditLog log, AuditConfig config) {
        this(log, config, System::nanoTime);
    }

    RefusedSignIns(AuditLog log, AuditConfig config, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
        this.perNano = config.refusalsPerMinute() / 60e9;
        this.bucket = new Bucket(BURST, nanos.getAsLong());
    }

    /// @param known whose account it was; empty = nobody's
    void note(Optional<Credentials> known) {
        note(known.map(Credentials::asTarget).orElse(null), List.of());
    }

    void note(@Nullable AuditTarget target, List<FieldChange> circumstances) {
        long before = take();
        if (before >= 0) {
            var told = new ArrayList<>(circumstances);
            if (before > 0) {
                told.add(new FieldChange("refusalsNotNoted", null, Long.toString(before)));
            }
            log.refusedAnyone("sign-in", target, told);
        }
    }

    /// @return how many were skipped before; negative = skip this one
    private synchronized long take() {
        bucket = bucket.refilled(nanos.getAsLong(), perNano, BURST);
        if (bucket.isEmpty()) {
            skipped++;
            return -1;
        }
        bucket = bucket.lessOne();
        long before = skipped;
        skipped = 0;
        return before;
    }
}
