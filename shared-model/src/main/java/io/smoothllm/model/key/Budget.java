package io.smoothllm.model.key;

import static java.util.Objects.requireNonNull;

import io.smoothllm.model.Money;

/// How much a key may spend in a period.
public record Budget(Money amountUsd, Period period, Mode mode) {
    /// Periods begin at midnight UTC; weeks on Monday.
    public enum Period {
        DAY,
        WEEK,
        MONTH,
        TOTAL
    }

    public enum Mode {
        /// May be overspent by what was in flight when it ran out.
        SOFT,
        /// Never overspent.
        HARD
    }

    public Budget {
        requireNonNull(amountUsd, "amountUsd");
        requireNonNull(period, "period");
        requireNonNull(mode, "mode");
        if (amountUsd.isNegative()) {
            throw new IllegalArgumentException("amountUsd must not be negative");
        }
    }
}
