package io.smoothllm.model.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that was done, or tried and refused.
///
/// @param id UUIDv7: entries sort by it as they happened
/// @param actor null = nobody who is known, as at a refused sign-in
/// @param action `<kind of thing>.<what was done>`, or one word: `key.revoked`, `sign-in`
/// @param target null = nothing that is known
/// @param address of the client, as the edge names it
/// @param changes what is different now; of secrets only that they are
public record AuditEntry(
        UUID id,
        Instant at,
        @Nullable AuditActor actor,
        String action,
        @Nullable AuditTarget target,
        Outcome outcome,
        @Nullable String address,
        @Nullable String userAgent,
        List<FieldChange> changes) {
    public enum Outcome {
        DONE,
        REFUSED
    }

    public AuditEntry {
        requireNonNull(id, "id");
        requireNonNull(at, "at");
        requireNonNull(action, "action");
        requireNonNull(outcome, "outcome");
        changes = changes == null ? List.of() : List.copyOf(changes);
    }
}
