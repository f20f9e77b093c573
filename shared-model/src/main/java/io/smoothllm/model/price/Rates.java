package io.smoothllm.model.price;

import io.smoothllm.model.Money;

/// What a million tokens of each kind costs in one call; null = not known.
record Rates(
        Money input,
        Money output,
        Money cacheRead,
        Money cacheWrite,
        Money cacheWriteHour,
        Money reasoning) {
    private static final PriceTier NO_TIER = new PriceTier(0, null, null, null, null, null, null);

    /// @param input all of it, cached or not
    static Rates of(PriceList prices, long input) {
        var tier = tierOf(prices, input);
        var in = or(tier.inputPrice(), prices.inputPrice());
        var out = or(tier.outputPrice(), prices.outputPrice());
        var write = or(or(tier.cacheWritePrice(), prices.cacheWritePrice()), in);
        return new Rates(
                in,
                out,
                or(or(tier.cacheReadPrice(), prices.cacheReadPrice()), in),
                write,
                or(or(tier.cacheWriteHourPrice(), prices.cacheWriteHourPrice()), write),
                or(or(tier.reasoningPrice(), prices.reasoningPrice()), out));
    }

    private static PriceTier tierOf(PriceList prices, long input) {
        var tiers = prices.tiers();
        for (int i = tiers.size() - 1; i >= 0; i--) {
            if (input > tiers.get(i).aboveInputTokens()) {
                return tiers.get(i);
            }
        }
        return NO_TIER;
    }

    private static Money or(Money price, Money otherwise) {
        return price == null ? otherwise : price;
    }
}
