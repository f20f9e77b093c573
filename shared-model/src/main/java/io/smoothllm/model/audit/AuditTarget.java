package io.smoothllm.model.audit;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// What it was done to.
///
/// @param kind `user`, `session`, `key`, `signing-key`, `provider` or `route`
/// @param name at that time
public record AuditTarget(String kind, String id, @Nullable String name) {
    public AuditTarget {
        requireNonNull(kind, "kind");
        requireNonNull(id, "id");
    }
}
