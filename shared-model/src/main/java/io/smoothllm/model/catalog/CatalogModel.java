package io.smoothllm.model.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smoothllm.model.price.PriceList;
import io.smoothllm.model.price.PriceSource;
import org.jspecify.annotations.Nullable;

/// A model of a provider.
///
/// @param name what clients ask for
/// @param upstreamName what the provider calls it
/// @param prices on the wire among the model's own fields
/// @param priceSource older writers had no default prices to say: what they priced is their own
/// @param contextWindow tokens; null = not known
/// @param maxOutputTokens null = not known
public record CatalogModel(
        String name,
        String upstreamName,
        @JsonUnwrapped PriceList prices,
        PriceSource priceSource,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutputTokens) {
    public CatalogModel {
        requireNonNull(name, "name");
        upstreamName = upstreamName == null ? name : upstreamName;
        prices = prices == null ? PriceList.NONE : prices;
        if (priceSource == null) {
            priceSource = prices.saysNothing() ? PriceSource.DEFAULT : PriceSource.OWN;
        }
    }

    /// One that a provider was asked for and does not list: it is taken on trust.
    public static CatalogModel unlisted(String name) {
        return new CatalogModel(name, name, PriceList.NONE, null, null, null);
    }
}
