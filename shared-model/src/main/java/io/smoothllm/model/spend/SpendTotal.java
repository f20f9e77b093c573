package io.smoothllm.model.spend;

import static java.util.Objects.requireNonNull;

import io.smoothllm.model.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;

/// What a key or an account has spent so far. Periods are those of budgets, in UTC, and each is the
/// newest in which anything was spent: whoever reads this in a later one knows of nothing spent in
/// it yet, whatever the amount here.
///
/// @param id of the key or account
/// @param version grows with every change; of two totals of one scope the higher one is true
/// @param week begins on Monday
/// @param totalUsd of all time; less than zero never, save for corrections that take back too much
/// @param asOf when the newest call that is counted ended
public record SpendTotal(
        Scope scope,
        UUID id,
        long version,
        Part day,
        Part week,
        Part month,
        Money totalUsd,
        Instant asOf) {
    public enum Scope {
        KEY,
        ACCOUNT
    }

    /// A period and what was spent in it.
    ///
    /// @param from its first day
    public record Part(LocalDate from, Money usd) {
        public Part {
            requireNonNull(from, "from");
            requireNonNull(usd, "usd");
        }
    }

    public SpendTotal {
        requireNonNull(scope, "scope");
        requireNonNull(id, "id");
        requireNonNull(day, "day");
        requireNonNull(week, "week");
        requireNonNull(month, "month");
        requireNonNull(totalUsd, "totalUsd");
        requireNonNull(asOf, "asOf");
    }

    /// The key of its record on the topic.
    public static String topicKey(Scope scope, UUID id) {
        return scope.name().toLowerCase(Locale.ROOT) + "/" + id;
    }
}
