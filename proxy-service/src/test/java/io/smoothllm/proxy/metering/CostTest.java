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
    void whatIsCachedForAnHourHasAPriceOfItsOwn() {
        var model = hourly("2.50", "10", "0.25", "3.125", "5.00");

        var cost = Cost.of(new TokenCounts(1_000_001, 400_000, 100_000, 30_001, 7, 3), model);

        // 500,001 × 2.50 + 400,000 × 0.25 + 69,999 × 3.125 + 30,001 × 5 + 7 × 10, in millionths
        assertThat(cost).isEqualTo(new Cost(Money.of("1.718824375"), true));
    }

    @Test
    void anHourOfCacheCostsWhatAWriteCostsUnlessSaidOtherwise() {
        var tokens = new TokenCounts(10, 0, 10, 4, 0, 0);

        assertThat(Cost.of(tokens, model("1", null, null, "3")))
                .isEqualTo(new Cost(Money.of("0.00003"), true));
        assertThat(Cost.of(tokens, model("1", null, null, null)))
                .isEqualTo(new Cost(Money.of("0.00001"), true));
    }

    /// A part that is larger than its whole is a provider's mistake, which must not make a call
    /// cheaper than nothing.
    @Test
    void anHourNeverCountsMoreThanWasWritten() {
        var cost = Cost.of(new TokenCounts(10, 0, 4, 9, 0, 0), hourly("1", null, null, "3", "5"));

        assertThat(cost).isEqualTo(new Cost(Money.of("0.000026"), true));
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
        return hourly(input, output, read, write, null);
    }

    private static CatalogModel hourly(
            String input, String output, String read, String write, String hour) {
        return new CatalogModel(
                "m",
                "m",
                money(input),
                money(output),
                money(read),
                money(write),
                money(hour),
                null,
                null);
    }

    private static Money money(String usd) {
        return usd == null ? null : Money.of(usd);
    }
}
