package io.smoothllm.provider.provider;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.CatalogModel;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;

/// Prices are US dollars per million tokens, as decimal strings or numbers.
public record ModelRequest(
        @NotNull(message = "is missing") @Pattern(regexp = NAME, message = NAME_RULE) String name,
        @Pattern(regexp = NAME, message = NAME_RULE) String upstreamName,
        Money inputPrice,
        Money outputPrice,
        Money cacheReadPrice,
        Money cacheWritePrice,
        Money cacheWriteHourPrice,
        @Positive Integer contextWindow,
        @Positive Integer maxOutputTokens) {
    /// Clients put it into JSON, providers into paths.
    public static final String NAME = "[!-~]{1,200}";

    public static final String NAME_RULE = "must be 1 to 200 visible ASCII characters";

    public CatalogModel toModel() {
        return new CatalogModel(
                name,
                upstreamName,
                inputPrice,
                outputPrice,
                cacheReadPrice,
                cacheWritePrice,
                cacheWriteHourPrice,
                contextWindow,
                maxOutputTokens);
    }
}
