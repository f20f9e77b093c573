package io.smoothllm.model.price;

import static io.smoothllm.model.usage.CallStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Money;
import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.TokenCounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CostPropertiesTest {
    private static final long MOST = 1_000_000_000;

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aCostIsNeverNegative(
            @ForAll("anyCounts") TokenCounts tokens, @ForAll("lists") PriceList prices) {
        assertThat(cost(tokens, prices).isNegative()).isFalse();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noTokenIsChargedTwiceOrForgotten(
            @ForAll("anyCounts") TokenCounts tokens, @ForAll("amounts") Money price) {
        var all = new PriceList(price, price, price, price, price, price, null, null);

        var expected =
                price.usd()
                        .multiply(BigDecimal.valueOf(tokens.input() + tokens.output()))
                        .movePointLeft(6);

        assertThat(cost(tokens, all)).isEqualTo(new Money(expected));
    }

    /// Without tiers, which is within one.
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theCostOfASumIsTheSumOfTheCosts(
            @ForAll("soundCounts") TokenCounts one,
            @ForAll("soundCounts") TokenCounts other,
            @ForAll("lists") PriceList prices) {
        var flat = withoutTiersOrRequests(prices);

        assertThat(cost(sum(one, other), flat)).isEqualTo(cost(one, flat).plus(cost(other, flat)));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aCallIsPricedByOneTierAlone(
            @ForAll("anyCounts") TokenCounts tokens, @ForAll("lists") PriceList prices) {
        var reached =
                prices.tiers().stream()
                        .filter(tier -> tokens.input() > tier.aboveInputTokens())
                        .toList();
        var tiers = reached.isEmpty() ? reached : List.of(reached.getLast());

        assertThat(cost(tokens, prices)).isEqualTo(cost(tokens, withTiers(prices, tiers)));
    }

    /// The cost of whatever passes the door has at most thirty decimal places and forty characters,
    /// or nobody could read it.
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyCostKeepsItsDigitsOnTheWire(
            @ForAll("anyCounts") TokenCounts tokens, @ForAll("lists") PriceList prices) {
        assertThat(prices.faults()).isEmpty();

        var cost = cost(tokens, prices);

        assertThat(Wire.read(Wire.write(cost), Money.class)).isEqualTo(cost);
    }

    /// Also such as no provider should report.
    @Provide
    Arbitrary<TokenCounts> anyCounts() {
        var count = count(MOST);
        return Combinators.combine(count, count, count, count, count, count).as(TokenCounts::new);
    }

    @Provide
    Arbitrary<TokenCounts> soundCounts() {
        var count = count(MOST / 8);
        return Combinators.combine(count, count, count, count, count, count)
                .as(
                        (plain, read, write, hour, output, reasoning) ->
                                new TokenCounts(
                                        plain + read + write + hour,
                                        read,
                                        write + hour,
                                        hour,
                                        output + reasoning,
                                        reasoning));
    }

    private static Arbitrary<Long> count(long most) {
        return Arbitraries.oneOf(
                Arbitraries.of(0L, 1L, most), Arbitraries.longs().between(0, most));
    }

    @Provide
    Arbitrary<Money> amounts() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(1_000_000))
                .ofScale(18)
                .map(Money::new);
    }

    @Provide
    Arbitrary<PriceList> lists() {
        var price = amounts().injectNull(0.2);
        var tier =
                Combinators.combine(price, price, price, price, price, price)
                        .as(
                                (in, out, read, write, hour, reason) ->
                                        new PriceTier(1, in, out, read, write, hour, reason));
        var tiers =
                Combinators.combine(
                                Arbitraries.longs().between(1, MOST).set().ofMaxSize(4),
                                tier.list().ofSize(4))
                        .as(
                                (thresholds, sample) -> {
                                    var sorted = thresholds.stream().sorted().toList();
                                    return IntStream.range(0, sorted.size())
                                            .mapToObj(i -> at(sorted.get(i), sample.get(i)))
                                            .toList();
                                });
        return Combinators.combine(price, price, price, price, price, price, price, tiers)
                .as(PriceList::new);
    }

    private static PriceTier at(long above, PriceTier tier) {
        return new PriceTier(
                above,
                tier.inputPrice(),
                tier.outputPrice(),
                tier.cacheReadPrice(),
                tier.cacheWritePrice(),
                tier.cacheWriteHourPrice(),
                tier.reasoningPrice());
    }

    private static Money cost(TokenCounts tokens, PriceList prices) {
        return Cost.of(SUCCEEDED, tokens, prices).usd();
    }

    private static TokenCounts sum(TokenCounts one, TokenCounts other) {
        return new TokenCounts(
                one.input() + other.input(),
                one.cachedInput() + other.cachedInput(),
                one.cacheWrite() + other.cacheWrite(),
                one.cacheWriteHour() + other.cacheWriteHour(),
                one.output() + other.output(),
                one.reasoning() + other.reasoning());
    }

    private static PriceList withoutTiersOrRequests(PriceList prices) {
        return new PriceList(
                prices.inputPrice(),
                prices.outputPrice(),
                prices.cacheReadPrice(),
                prices.cacheWritePrice(),
                prices.cacheWriteHourPrice(),
                prices.reasoningPrice(),
                null,
                List.of());
    }

    private static PriceList withTiers(PriceList prices, List<PriceTier> tiers) {
        return new PriceList(
                prices.inputPrice(),
                prices.outputPrice(),
                prices.cacheReadPrice(),
                prices.cacheWritePrice(),
                prices.cacheWriteHourPrice(),
                prices.reasoningPrice(),
                prices.requestPrice(),
                tiers);
    }
}
