package io.smoothllm.provider.provider;

import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.catalog.Timeouts;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A provider as it is shown: everything but its key.
///
/// @param hasApiKey whether a key is stored
/// @param apiKeyHint its last four characters; null when it has fewer than twelve
/// @param preset as it was said; null = none
/// @param compatibility as it was said: a PUT of this answer changes nothing
/// @param effectiveCompatibility what follows from that, the preset and the defaults
/// @param ownerId the account it is private to; null when shared
record ProviderView(
        UUID id,
        String name,
        Dialect dialect,
        URI baseUrl,
        boolean hasApiKey,
        @Nullable String apiKeyHint,
        boolean enabled,
        int priority,
        int weight,
        Map<String, String> headers,
        Timeouts timeouts,
        List<CatalogModel> models,
        @Nullable String preset,
        CompatibilityChoice compatibility,
        Compatibility effectiveCompatibility,
        boolean shared,
        @Nullable UUID ownerId,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static ProviderView of(ProviderRow row) {
        return new ProviderView(
                row.id,
                row.name,
                row.dialect,
                URI.create(row.baseUrl),
                row.credential != null,
                row.apiKeyHint,
                row.enabled,
                row.priority,
                row.weight,
                new TreeMap<>(row.settings.headers()),
                row.settings.timeouts(),
                row.settings.models(),
                row.settings.preset(),
                row.settings.compatibility(),
                row.settings.effective(),
                row.owner().isEveryone(),
                row.ownerId,
                row.version,
                row.createdAt,
                row.updatedAt);
    }
}
