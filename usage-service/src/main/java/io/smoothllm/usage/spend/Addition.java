package io.smoothllm.usage.spend;

import io.smoothllm.model.key.Budget.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/// What a batch adds to one row of totals: of each kind of period, the newest that the batch has.
// An
/// older one cannot be the row's, which is never older than what it was made of.
final class Addition {
    /// A period and what is added to it.
    static final class Part {
        private final Period period;
        private LocalDate from = LocalDate.MIN;
        private BigDecimal usd = BigDecimal.ZERO;

        Part(Period period) {
            this.period = period;
        }

        private void add(LocalDate day, BigDecimal amount) {
            var first = period.firstDay(day);
            if (first.isAfter(from)) {
                from = first;
                usd = amount;
            } else if (first.equals(from)) {
                usd = usd.add(amount);
            }
        }

        LocalDate from() {
            return from;
        }

        BigDecimal usd() {
            return usd;
        }
    }

    final ScopeKey of;
    final UUID rowId;
    final Part day = new Part(Period.DAY);
    final Part week = new Part(Period.WEEK);
    final Part month = new Part(Period.MONTH);
    BigDecimal totalUsd = BigDecimal.ZERO;
    Instant asOf = Instant.MIN;

    Addition(ScopeKey of) {
        this.of = of;
        this.rowId = of.rowId();
    }

    /// @param today a call that a proxy's clock dates later counts as today's
    void add(Spent spent, LocalDate today) {
        var started = LocalDate.ofInstant(spent.startedAt(), ZoneOffset.UTC);
        var counted = started.isAfter(today) ? today : started;
        day.add(counted, spent.usd());
        week.add(counted, spent.usd());
        month.add(counted, spent.usd());
        totalUsd = totalUsd.add(spent.usd());
        asOf = spent.endedAt().isAfter(asOf) ? spent.endedAt() : asOf;
    }
}
