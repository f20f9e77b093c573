package io.smoothllm.provider.price;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smoothllm.model.price.PriceList;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What a well-known model costs.
///
/// @param provider who bills so
/// @param model its usual name
/// @param prices never without any
/// @param contextWindow tokens; null = not known
/// @param asOf the day on which these were the prices
public record DefaultPrice(
        String provider,
        String providerName,
        String model,
        String name,
        @JsonUnwrapped PriceList prices,
        @Nullable Integer contextWindow,
        LocalDate asOf) {}
