package io.smoothllm.model.catalog;

import static java.util.Objects.requireNonNull;

import io.smoothllm.model.Money;
import org.jspecify.annotations.Nullable;

/// A model of a provider. Prices are US dollars per million tokens; null = not known, which costs
/// nothing and is marked so.
///
/// @param name what clients ask for
/// @param upstreamName what the provider calls it
/// @param cacheReadPrice null = as input
/// @param cacheWritePrice null = as input
/// @param cacheWriteHourPrice of what is kept for an hour instead of five minutes; null = as
///     `cacheWritePrice`
/// @param contextWindow tokens; null = not known
/// @param maxOutputTokens null = not known
public record CatalogModel(
        String name,
        String upstreamName,
        @Nullable Money inputPrice,
        @Nullable Money outputPrice,
        @Nullable Money cacheReadPrice,
        @Nullable Money cacheWritePrice,
        @Nullable Money cacheWriteHourPrice,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutputTokens) {
    public CatalogModel {
        requireNonNull(name, "name");
        upstreamName = upstreamName == null ? name : upstreamName;
    }

    /// With one price for whatever is written to a cache.
    public CatalogModel(
            String name,
            String upstreamName,
            Money inputPrice,
            Money outputPrice,
            Money cacheReadPrice,
            Money cacheWritePrice,
            Integer contextWindow,
            Integer maxOutputTokens) {
        this(
                name,
                upstreamName,
                inputPrice,
                outputPrice,
                cacheReadPrice,
                cacheWritePrice,
                null,
                contextWindow,
                maxOutputTokens);
    }
}
