package io.smoothllm.usage.rollup;

import io.smoothllm.model.usage.UsageRecord;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which dimensions a sum keeps apart. Every call is counted once at each grain, and a report reads
/// the coarsest that answers it: a year of quarter hours is 35,000 rows of EVERYTHING, but tens of
/// millions of DETAIL.
///
/// Coarsest first. The names are in the database.
public enum Grain {
    EVERYTHING(EnumSet.noneOf(Dimension.class)),
    ACCOUNT(EnumSet.of(Dimension.ACCOUNT)),
    DETAIL(EnumSet.allOf(Dimension.class));

    private final Set<Dimension> kept;

    Grain(Set<Dimension> kept) {
        this.kept = kept;
    }

    /// The coarsest grain that keeps all of these apart.
    public static Grain keeping(Collection<Dimension> needed) {
        return List.of(values()).stream()
                .filter(grain -> grain.kept.containsAll(needed))
                .findFirst()
                .orElse(DETAIL);
    }

    /// The series of this grain that a call counts in.
    Series of(UsageRecord call) {
        return switch (this) {
            case EVERYTHING -> new Series(this, null, null, null, null, null, null);
            case ACCOUNT -> new Series(this, call.accountId(), null, null, null, null, null);
            case DETAIL ->
                    new Series(
                            this,
                            call.accountId(),
                            call.keyId(),
                            call.providerId(),
                            call.model(),
                            call.status(),
                            call.tags().stream().distinct().sorted().toList());
        };
    }
}
