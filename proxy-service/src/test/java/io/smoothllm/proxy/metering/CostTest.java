package io.smoothllm.proxy.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.usage.TokenCounts;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void isExactForEveryKindOfToken() {
        var model = model("2.50", "10", "1.25", "3.125");

        var cost = Cost.of(new TokenCounts(1_000_001, 400_000, 100_000, 7, 3), model);

        // 500,001 × 2.50 + 400,000 × 1.25 + 100,000 × 3.125 + 7 × 10, in millionths
        assertThat(cost).isEqualTo(new Cost(Money.of("2.0625725"), true));
    }

    @Test
    void cachedTokensCostWhatInputCostsUnlessSaidOtherwise() {
        var cost = Cost.of(new TokenCounts(10, 5, 5, 0, 0), model("1", null, null, null));

        assertThat(cost).isEqualTo(new Cost(Money.of("0.00001"), true));
    }

    @Test
    void anUnknownPriceIsMarked() {
        var cost = Cost.of(new TokenCounts(10, 0, 0, 10, 0), model("1", null, null, null));

        assertThat(cost.priced()).isFalse();
    }

    @Test
    void aMillionSmallCostsAddUpToTheLastDigit() {
        var one = Cost.of(new TokenCounts(1, 0, 0, 1, 0), model("0.15", "0.60", null, null)).usd();

        var sum = Money.ZERO;
        for (int i = 0; i < 1_000_000; i++) {
            sum = sum.plus(one);
        }

        assertThat(sum).isEqualTo(Money.of("0.75"));
    }

    private static CatalogModel model(String input, String output, String read, String write) {
        return new CatalogModel(
                "m", "m", money(input), money(output), money(read), money(write), null, null);
    }

    private static Money money(String usd) {
        return usd == null ? null : Money.of(usd);
    }
}
