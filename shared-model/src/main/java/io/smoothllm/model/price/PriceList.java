package io.smoothllm.model.price;

import io.smoothllm.model.Money;
import io.smoothllm.model.error.ProblemBody.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a model's tokens cost, in US dollars per million; null = not known, which costs nothing and
/// is marked so.
///
/// Tiers are how long contexts are billed: beyond a threshold the whole call has other prices, not
/// only what is beyond. The highest tier that a call reaches is its own. See
/// <https://ai.google.dev/gemini-api/docs/pricing> (prompts > 200k tokens),
/// <https://docs.claude.com/en/docs/about-claude/pricing> ("Long context pricing": more than 200k
/// input tokens, cache reads and writes included) and
/// <https://platform.openai.com/docs/pricing> (more than 272k input tokens).
///
/// @param cacheReadPrice null = as input
/// @param cacheWritePrice null = as input
/// @param cacheWriteHourPrice of what is kept for an hour instead of five minutes; null = as
///     `cacheWritePrice`
/// @param reasoningPrice null = as output, of which reasoning is a part
/// @param requestPrice US dollars per call; null = nothing
/// @param tiers by rising threshold
public record PriceList(
        @Nullable Money inputPrice,
        @Nullable Money outputPrice,
        @Nullable Money cacheReadPrice,
        @Nullable Money cacheWritePrice,
        @Nullable Money cacheWriteHourPrice,
        @Nullable Money reasoningPrice,
        @Nullable Money requestPrice,
        List<PriceTier> tiers) {
    /// Nothing is known.
    public static final PriceList NONE =
            new PriceList(null, null, null, null, null, null, null, List.of());

    public static final int MOST_TIERS = 8;

    /// The dearest model of 2026 costs 600; a price beyond this is a slip of the unit.
    private static final Money DEAREST = new Money(BigDecimal.valueOf(1_000_000));

    /// A cost has six more, and [Money] at most thirty.
    private static final int MOST_DECIMALS = 18;

    /// More than any model takes.
    private static final long LONGEST_INPUT = 1_000_000_000;

    public PriceList {
        tiers = tiers == null ? List.of() : List.copyOf(tiers);
    }

    public boolean saysNothing() {
        return equals(NONE);
    }

    /// What is wrong with it, by the names of its fields; empty = it can be charged.
    public List<FieldError> faults() {
        var faults = new ArrayList<FieldError>();
        check(inputPrice, "inputPrice", faults);
        check(outputPrice, "outputPrice", faults);
        check(cacheReadPrice, "cacheReadPrice", faults);
        check(cacheWritePrice, "cacheWritePrice", faults);
        check(cacheWriteHourPrice, "cacheWriteHourPrice", faults);
        check(reasoningPrice, "reasoningPrice", faults);
        check(requestPrice, "requestPrice", faults);
        if (tiers.size() > MOST_TIERS) {
            faults.add(new FieldError("tiers", "must be at most " + MOST_TIERS));
        }
        long below = 0;
        for (int i = 0; i < tiers.size(); i++) {
            var tier = tiers.get(i);
            checkTier(tier, below, "tiers[" + i + "].", faults);
            below = Math.max(below, tier.aboveInputTokens());
        }
        return List.copyOf(faults);
    }

    private static void checkTier(PriceTier tier, long below, String at, List<FieldError> faults) {
        long threshold = tier.aboveInputTokens();
        if (threshold <= below || threshold > LONGEST_INPUT) {
            faults.add(
                    new FieldError(
                            at + "aboveInputTokens",
                            "must be from " + (below + 1) + " to " + LONGEST_INPUT));
        }
        check(tier.inputPrice(), at + "inputPrice", faults);
        check(tier.outputPrice(), at + "outputPrice", faults);
        check(tier.cacheReadPrice(), at + "cacheReadPrice", faults);
        check(tier.cacheWritePrice(), at + "cacheWritePrice", faults);
        check(tier.cacheWriteHourPrice(), at + "cacheWriteHourPrice", faults);
        check(tier.reasoningPrice(), at + "reasoningPrice", faults);
    }

    private static void check(Money price, String field, List<FieldError> faults) {
        if (price == null) {
            return;
        }
        if (price.isNegative() || price.compareTo(DEAREST) > 0) {
            faults.add(new FieldError(field, "must be from 0 to " + DEAREST));
        } else if (price.usd().scale() > MOST_DECIMALS) {
            faults.add(
                    new FieldError(
                            field, "must have at most " + MOST_DECIMALS + " decimal places"));
        }
    }
}
