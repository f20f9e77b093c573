package io.smoothllm.provider.price;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smoothllm.model.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/// The resource.
///
/// @param source the data package it was made of
/// @param date the day whose prices these are
record PriceData(
        @JsonProperty("package") String source,
        String version,
        LocalDate date,
        List<PricedProvider> providers) {
    private static final String RESOURCE = "/prices/default-prices.json";

    static PriceData read() {
        try (var json =
                Objects.requireNonNull(PriceData.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return Wire.read(json.readAllBytes(), PriceData.class);
        } catch (IOException e) {
            throw new UncheckedIOException("The default prices cannot be read", e);
        }
    }
}
