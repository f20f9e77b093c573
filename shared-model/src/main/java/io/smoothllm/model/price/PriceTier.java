package io.smoothllm.model.price;

import io.smoothllm.model.Money;
import org.jspecify.annotations.Nullable;

/// What the tokens of a call cost from some length on. US dollars per million; null = as in the
/// price list that it belongs to.
///
/// @param aboveInputTokens the tier is for calls whose input, cached or not, is more than this
public record PriceTier(
        long aboveInputTokens,
        @Nullable Money inputPrice,
        @Nullable Money outputPrice,
        @Nullable Money cacheReadPrice,
        @Nullable Money cacheWritePrice,
        @Nullable Money cacheWriteHourPrice,
        @Nullable Money reasoningPrice) {}
