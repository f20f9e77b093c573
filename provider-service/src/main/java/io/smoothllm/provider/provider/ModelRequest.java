package io.smoothllm.provider.provider;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.price.PriceList;
import io.smoothllm.model.price.PriceSource;
import io.smoothllm.model.price.PriceTier;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Prices are US dollars per million tokens, as decimal strings or numbers; see [PriceList].
///
/// @param requestPrice US dollars per call
public record ModelRequest(
        @NotNull(message = "is missing") @Pattern(regexp = NAME, message = NAME_RULE) String name,
        @Pattern(regexp = NAME, message = NAME_RULE) String upstreamName,
        Money inputPrice,
        Money outputPrice,
        Money cacheReadPrice,
        Money cacheWritePrice,
        Money cacheWriteHourPrice,
        Money reasoningPrice,
        Money requestPrice,
        @Schema(description = "Prices of long contexts, by rising threshold; at most 8")
                List<@NotNull(message = "is missing") PriceTier> tiers,
        @Positive Integer contextWindow,
        @Positive Integer maxOutputTokens) {
    /// Clients put it into JSON, providers into paths.
    public static final String NAME = "[!-~]{1,200}";

    public static final String NAME_RULE = "must be 1 to 200 visible ASCII characters";

    public CatalogModel toModel() {
        return new CatalogModel(
                name, upstreamName, prices(), PriceSource.OWN, contextWindow, maxOutputTokens);
    }

    PriceList prices() {
        return new PriceList(
                inputPrice,
                outputPrice,
                cacheReadPrice,
                cacheWritePrice,
                cacheWriteHourPrice,
                reasoningPrice,
                requestPrice,
                tiers);
    }
}
