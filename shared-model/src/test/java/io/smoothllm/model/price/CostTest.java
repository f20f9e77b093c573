package io.smoothllm.model.price;

import static io.smoothllm.model.usage.CallStatus.CLIENT_GONE;
import static io.smoothllm.model.usage.CallStatus.SUCCEEDED;
import static io.smoothllm.model.usage.CallStatus.UPSTREAM_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Money;
import io.smoothllm.model.usage.TokenCounts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void isExactForEveryKindOfToken() {
        var prices = new Prices("2.50", "10").cached("1.25", "3.125", null).list();

        var cost = cost(new TokenCounts(1_000_001, 400_000, 100_000, 7, 3), prices);

        // 500,001 × 2.50 + 400,000 × 1.25 + 100,000 × 3.125 + 7 × 10, in millionths
        assertThat(cost).isEqualTo(priced("2.0625725"));
    }

    @Test
    void cachedTokensCostWhatInputCostsUnlessSaidOtherwise() {
        var cost = cost(new TokenCounts(10, 5, 5, 0, 0), new Prices("1", null).list());

        assertThat(cost).isEqualTo(priced("0.00001"));
    }

    @Test
    void whatIsCachedForAnHourHasAPriceOfItsOwn() {
        var prices = new Prices("2.50", "10").cached("0.25", "3.125", "5.00").list();

        var cost = cost(new TokenCounts(1_000_001, 400_000, 100_000, 30_001, 7, 3), prices);

        // 500,001 × 2.50 + 400,000 × 0.25 + 69,999 × 3.125 + 30,001 × 5 + 7 × 10, in millionths
        assertThat(cost).isEqualTo(priced("1.718824375"));
    }

    @Test
    void anHourOfCacheCostsWhatAWriteCostsUnlessSaidOtherwise() {
        var tokens = new TokenCounts(10, 0, 10, 4, 0, 0);

        assertThat(cost(tokens, new Prices("1", null).cached(null, "3", null).list()))
                .isEqualTo(priced("0.00003"));
        assertThat(cost(tokens, new Prices("1", null).list())).isEqualTo(priced("0.00001"));
    }

    @Test
    void reasoningCostsWhatOutputCostsUnlessSaidOtherwise() {
        var tokens = new TokenCounts(0, 0, 0, 10, 4);

        assertThat(cost(tokens, new Prices("1", "2").list())).isEqualTo(priced("0.00002"));
        assertThat(cost(tokens, new Prices("1", "2").reasoning("3").list()))
                .isEqualTo(priced("0.000024"));
    }

    /// A part that is larger than its whole is a provider's mistake, which must neither make a call
    /// cheaper than nothing nor charge a token twice.
    @Test
    void aPartNeverCountsMoreThanItsWhole() {
        var prices = new Prices("1", "2").cached("10", "100", "1000").reasoning("20").list();

        assertThat(cost(new TokenCounts(10, 0, 4, 9, 0, 0), prices)).isEqualTo(priced("0.004006"));
        assertThat(cost(new TokenCounts(10, 12, 5, 5, 0, 0), prices)).isEqualTo(priced("0.0001"));
        assertThat(cost(new TokenCounts(0, 0, 0, 5, 9), prices)).isEqualTo(priced("0.0001"));
    }

    @Test
    void anUnknownPriceIsMarked() {
        var cost = cost(new TokenCounts(10, 0, 0, 10, 0), new Prices("1", null).list());

        assertThat(cost).isEqualTo(new Cost(Money.of("0.00001"), false));
    }

    @Test
    void aPriceThatIsNotNeededMayBeUnknown() {
        var cost = cost(new TokenCounts(10, 0, 0, 0, 0), new Prices("1", null).list());

        assertThat(cost.priced()).isTrue();
    }

    @Test
    void aRequestIsChargedUnlessItFailedBeforeAnyToken() {
        var prices = new Prices("1", "1").perRequest("0.005").list();
        var some = new TokenCounts(1, 0, 0, 0, 0);

        assertThat(Cost.of(SUCCEEDED, TokenCounts.NONE, prices)).isEqualTo(priced("0.005"));
        assertThat(Cost.of(CLIENT_GONE, some, prices)).isEqualTo(priced("0.005001"));
        assertThat(Cost.of(UPSTREAM_ERROR, TokenCounts.NONE, prices)).isEqualTo(priced("0"));
    }

    /// Gemini 2.5 Pro: $1.25 and $10 up to 200k tokens, $2.50 and $15 beyond; its cache is $0.125
    /// and $0.25.
    @Test
    void aLongCallIsPricedAsAWholeByItsTier() {
        var prices =
                new Prices("1.25", "10")
                        .cached("0.125", null, null)
                        .tier(
                                new PriceTier(
                                        200_000,
                                        usd("2.50"),
                                        usd("15"),
                                        usd("0.25"),
                                        null,
                                        null,
                                        null))
                        .list();

        assertThat(cost(new TokenCounts(200_000, 100_000, 0, 1_000, 0), prices))
                .as("at the threshold")
                .isEqualTo(priced("0.1475"));
        assertThat(cost(new TokenCounts(200_001, 100_001, 0, 1_000, 0), prices))
                .as("one above, cached")
                .isEqualTo(priced("0.29000025"));
    }

    @Test
    void theHighestTierThatIsReachedIsTheCallsOwn() {
        var prices =
                new Prices("1", "1")
                        .tier(new PriceTier(10, usd("2"), null, null, null, null, null))
                        .tier(new PriceTier(20, usd("3"), null, null, null, null, null))
                        .list();

        assertThat(cost(new TokenCounts(10, 0, 0, 0, 0), prices)).isEqualTo(priced("0.00001"));
        assertThat(cost(new TokenCounts(20, 0, 0, 0, 0), prices)).isEqualTo(priced("0.00004"));
        assertThat(cost(new TokenCounts(21, 0, 0, 0, 0), prices)).isEqualTo(priced("0.000063"));
    }

    /// A cache write without any price of its own costs what input costs, in the tier as below it.
    @Test
    void whatATierDoesNotSayIsAsBelowIt() {
        var prices =
                new Prices("1", "5")
                        .cached("0.1", null, null)
                        .tier(new PriceTier(10, usd("2"), null, null, null, null, null))
                        .list();

        var cost = cost(new TokenCounts(11, 1, 10, 3, 2), prices);

        // 1 × 0.1 + 10 × 2 + 3 × 5, in millionths
        assertThat(cost).isEqualTo(priced("0.0000351"));
    }

    @Test
    void aMillionSmallCostsAddUpToTheLastDigit() {
        var one = cost(new TokenCounts(1, 0, 0, 1, 0), new Prices("0.15", "0.60").list()).usd();

        var sum = Money.ZERO;
        for (int i = 0; i < 1_000_000; i++) {
            sum = sum.plus(one);
        }

        assertThat(sum).isEqualTo(Money.of("0.75"));
    }

    private static Cost cost(TokenCounts tokens, PriceList prices) {
        return Cost.of(SUCCEEDED, tokens, prices);
    }

    private static Cost priced(String amount) {
        return new Cost(Money.of(amount), true);
    }

    private static Money usd(String amount) {
        return amount == null ? null : Money.of(amount);
    }

    /// A price list in the making.
    private record Prices(PriceList list) {
        Prices(String input, String output) {
            this(new PriceList(usd(input), usd(output), null, null, null, null, null, null));
        }

        Prices cached(String read, String write, String hour) {
            return new Prices(
                    new PriceList(
                            list.inputPrice(),
                            list.outputPrice(),
                            usd(read),
                            usd(write),
                            usd(hour),
                            list.reasoningPrice(),
                            list.requestPrice(),
                            list.tiers()));
        }

        Prices reasoning(String price) {
            return with(usd(price), list.requestPrice(), list.tiers());
        }

        Prices perRequest(String price) {
            return with(list.reasoningPrice(), usd(price), list.tiers());
        }

        Prices tier(PriceTier next) {
            var tiers = new ArrayList<>(list.tiers());
            tiers.add(next);
            return with(list.reasoningPrice(), list.requestPrice(), List.copyOf(tiers));
        }

        private Prices with(Money reasoning, Money request, List<PriceTier> tiers) {
            return new Prices(
                    new PriceList(
                            list.inputPrice(),
                            list.outputPrice(),
                            list.cacheReadPrice(),
                            list.cacheWritePrice(),
                            list.cacheWriteHourPrice(),
                            reasoning,
                            request,
                            tiers));
        }
    }
}
