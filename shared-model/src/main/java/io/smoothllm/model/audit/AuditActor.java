package io.smoothllm.model.audit;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who did it.
///
/// @param id of the account; null for a service
/// @param name the account's e-mail at that time, or the service's name
public record AuditActor(Kind kind, @Nullable UUID id, String name) {
    public enum Kind {
        ACCOUNT,
        /// By itself, as at its first start.
        SERVICE
    }

    public AuditActor {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
    }

    public static AuditActor account(UUID id, String email) {
        return new AuditActor(Kind.ACCOUNT, id, email);
    }

    public static AuditActor service(String name) {
        return new AuditActor(Kind.SERVICE, null, name);
    }
}
