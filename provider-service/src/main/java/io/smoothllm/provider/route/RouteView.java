package io.smoothllm.provider.route;

import io.smoothllm.model.catalog.CatalogRoute.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param ownerId the account it is private to; null when shared
record RouteView(
        UUID id,
        String alias,
        boolean enabled,
        List<Candidate> candidates,
        boolean shared,
        @Nullable UUID ownerId,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static RouteView of(RouteRow row) {
        return new RouteView(
                row.id,
                row.alias,
                row.enabled,
                row.candidates,
                row.owner().isEveryone(),
                row.ownerId,
                row.version,
                row.createdAt,
                row.updatedAt);
    }
}
