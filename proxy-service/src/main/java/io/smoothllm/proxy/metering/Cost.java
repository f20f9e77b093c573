package io.smoothllm.proxy.metering;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.usage.TokenCounts;
import java.math.BigDecimal;

/// What a call costs, to the last digit.
///
/// @param priced false when the model has no price for what was used
record Cost(Money usd, boolean priced) {
    private static final int PRICES_ARE_PER_MILLION = 6;

    static Cost of(TokenCounts tokens, CatalogModel model) {
        var input = model.inputPrice();
        var output = model.outputPrice();
        boolean priced =
                (input != null || tokens.input() == 0) && (output != null || tokens.output() == 0);
        long uncached = Math.max(0, tokens.input() - tokens.cachedInput() - tokens.cacheWrite());
        long writtenForAnHour = Math.min(tokens.cacheWriteHour(), tokens.cacheWrite());
        var write = or(model.cacheWritePrice(), input);
        var millionths =
                times(uncached, input)
                        .add(times(tokens.cachedInput(), or(model.cacheReadPrice(), input)))
                        .add(times(tokens.cacheWrite() - writtenForAnHour, write))
                        .add(times(writtenForAnHour, or(model.cacheWriteHourPrice(), write)))
                        .add(times(tokens.output(), output));
        return new Cost(new Money(millionths.movePointLeft(PRICES_ARE_PER_MILLION)), priced);
    }

    private static Money or(Money price, Money fallback) {
        return price == null ? fallback : price;
    }

    private static BigDecimal times(long tokens, Money price) {
        return price == null || tokens == 0
                ? BigDecimal.ZERO
                : price.usd().multiply(BigDecimal.valueOf(tokens));
    }
}
