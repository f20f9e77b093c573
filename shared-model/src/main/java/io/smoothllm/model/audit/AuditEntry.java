package io.smoothllm.model.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
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
/// @param changes what is different now, at most a hundred and one; of secrets only that they are
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
    /// A provider may have a thousand models; the rest is only counted, so that an entry is never
    /// too long for a message.
    private static final int MAX_CHANGES = 100;

    public enum Outcome {
        DONE,
        REFUSED
    }

    public AuditEntry {
        requireNonNull(id, "id");
        requireNonNull(at, "at");
        requireNonNull(action, "action");
        requireNonNull(outcome, "outcome");
        changes = changes == null ? List.of() : bounded(changes);
    }

    /// One more is not worth counting; and an entry that was bounded is read as it was written.
    private static List<FieldChange> bounded(List<FieldChange> changes) {
        int more = changes.size() - MAX_CHANGES;
        if (more <= 1) {
            return List.copyOf(changes);
        }
        var kept = new ArrayList<>(changes.subList(0, MAX_CHANGES));
        kept.add(new FieldChange("changesNotNoted", null, Integer.toString(more)));
        return List.copyOf(kept);
    }
}
