package io.smoothllm.model.price;

import io.smoothllm.model.Money;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import java.math.BigDecimal;

/// What a call costs, to the last digit.
///
/// @param priced false when there is no price for something that was used
public record Cost(Money usd, boolean priced) {
    private static final int PRICES_ARE_PER_MILLION = 6;

    /// Every token is charged once: a part that is larger than its whole is a provider's mistake,
    /// and counts as the whole.
    ///
    /// The price of a request is not owed for a call that failed before any token.
    public static Cost of(CallStatus status, TokenCounts tokens, PriceList prices) {
        var rates = Rates.of(prices, tokens.input());
        long cached = Math.min(tokens.cachedInput(), tokens.input());
        long written = Math.min(tokens.cacheWrite(), tokens.input() - cached);
        long forAnHour = Math.min(tokens.cacheWriteHour(), written);
        long reasoning = Math.min(tokens.reasoning(), tokens.output());
        var bill = new Bill();
        bill.add(tokens.input() - cached - written, rates.input());
        bill.add(cached, rates.cacheRead());
        bill.add(written - forAnHour, rates.cacheWrite());
        bill.add(forAnHour, rates.cacheWriteHour());
        bill.add(tokens.output() - reasoning, rates.output());
        bill.add(reasoning, rates.reasoning());
        var usd = bill.millionths.movePointLeft(PRICES_ARE_PER_MILLION);
        if (prices.requestPrice() != null && isOwed(status, tokens)) {
            usd = usd.add(prices.requestPrice().usd());
        }
        return new Cost(new Money(usd), bill.complete);
    }

    private static boolean isOwed(CallStatus status, TokenCounts tokens) {
        return status == CallStatus.SUCCEEDED || tokens.input() > 0 || tokens.output() > 0;
    }

    private static final class Bill {
        private BigDecimal millionths = BigDecimal.ZERO;
        private boolean complete = true;

        void add(long tokens, Money price) {
            if (tokens == 0) {
                return;
            }
            if (price == null) {
                complete = false;
                return;
            }
            millionths = millionths.add(price.usd().multiply(BigDecimal.valueOf(tokens)));
        }
    }
}
