package io.smoothllm.model.catalog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;

/// One thing of the catalog. A deleted one is a tombstone under the same key.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CatalogProvider.class, name = "provider"),
    @JsonSubTypes.Type(value = CatalogRoute.class, name = "route")
})
public sealed interface CatalogEntry permits CatalogProvider, CatalogRoute {
    UUID id();

    /// Grows with every change; of two entries with one id the higher version is true.
    long version();

    /// The record's key on the topic.
    default String topicKey() {
        return switch (this) {
            case CatalogProvider provider -> "provider/" + provider.id();
            case CatalogRoute route -> "route/" + route.id();
        };
    }
}
