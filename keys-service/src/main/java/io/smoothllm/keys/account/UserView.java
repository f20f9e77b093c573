package io.smoothllm.keys.account;

import io.smoothllm.kit.access.Role;
import io.smoothllm.model.audit.AuditActor;
import io.smoothllm.model.audit.AuditTarget;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An account as the API shows it.
///
/// @param name null = none
/// @param lastLoginAt null = never
/// @param version for a change that must not overwrite another
public record UserView(
        UUID id,
        String email,
        @Nullable String name,
        Role role,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant lastLoginAt,
        long version) {
    static final String PRINTABLE = "\\P{Cntrl}*";
    static final String NAME = "\\P{Cntrl}*[^\\p{Cntrl}\\s]\\P{Cntrl}*";
    static final String NAME_RULE = "must not be blank or hold control characters";

    /// As the audit log names it.
    public AuditTarget asTarget() {
        return new AuditTarget("user", id.toString(), email);
    }

    public AuditActor asActor() {
        return AuditActor.account(id, email);
    }

    static UserView of(Account account) {
        return new UserView(
                account.id,
                account.email,
                account.name,
                account.role,
                account.enabled,
                account.createdAt,
                account.updatedAt,
                account.lastLoginAt,
                account.version);
    }
}
