package io.smoothllm.model.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Money;
import io.smoothllm.model.error.ProblemBody.FieldError;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PriceListTest {
    @Test
    void whatCanBeChargedHasNoFault() {
        var prices = list("0", "600.000000000000000001", tier(200_000, "1"), tier(272_000, null));

        assertThat(prices.faults()).isEmpty();
    }

    @Test
    void everyFaultIsNamedByItsField() {
        var prices =
                list(
                        "-1",
                        "1000000.01",
                        tier(0, "1"),
                        tier(5, "-0.1"),
                        tier(5, "0.1234567890123456789"));

        assertThat(prices.faults())
                .extracting(FieldError::field)
                .containsExactly(
                        "inputPrice",
                        "outputPrice",
                        "tiers[0].aboveInputTokens",
                        "tiers[1].inputPrice",
                        "tiers[2].aboveInputTokens",
                        "tiers[2].inputPrice");
    }

    @Test
    void thereAreAtMostEightTiers() {
        var nine = LongStream.rangeClosed(1, 9).mapToObj(i -> tier(i, "1")).toList();

        var prices = new PriceList(usd("1"), null, null, null, null, null, null, nine);

        assertThat(prices.faults()).extracting(FieldError::field).containsExactly("tiers");
    }

    private static PriceList list(String input, String output, PriceTier... tiers) {
        return new PriceList(usd(input), usd(output), null, null, null, null, null, List.of(tiers));
    }

    private static PriceTier tier(long above, String input) {
        return new PriceTier(above, usd(input), null, null, null, null, null);
    }

    private static Money usd(String amount) {
        return amount == null ? null : Money.of(amount);
    }
}
