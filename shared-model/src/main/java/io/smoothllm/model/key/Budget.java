package io.smoothllm.model.key;

import static java.util.Objects.requireNonNull;

import io.smoothllm.model.Money;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/// How much a key may spend in a period.
public record Budget(Money amountUsd, Period period, Mode mode) {
    /// Periods begin at midnight UTC; weeks on Monday.
    public enum Period {
        DAY,
        WEEK,
        MONTH,
        TOTAL;

        /// The first day of the period that holds `day`.
        public LocalDate firstDay(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
                case TOTAL -> LocalDate.EPOCH;
            };
        }
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
