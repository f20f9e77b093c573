package io.smoothllm.model.catalog;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An alias: one model name that stands for several candidates.
///
/// @param ownerId the account it is private to; null = shared by all
/// @param alias the model name clients ask for
public record CatalogRoute(
        UUID id,
        long version,
        UUID ownerId,
        String alias,
        boolean enabled,
        List<Candidate> candidates,
        Instant changedAt)
        implements CatalogEntry {

    /// @param model a model name of that provider
    /// @param priority lower is tried first
    /// @param weight share among candidates of one priority, at least 1
    public record Candidate(UUID providerId, String model, int priority, int weight) {}

    public CatalogRoute {
        requireNonNull(id, "id");
        requireNonNull(alias, "alias");
        candidates = candidates == null ? List.of() : List.copyOf(candidates);
    }
}
