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
/// Coarsest first. The names are in the database, with a partition each.
public enum Grain {
    EVERYTHING(EnumSet.noneOf(Dimension.class)),
    ACCOUNT(EnumSet.of(Dimension.ACCOUNT)),
    /// What an operator asks of providers and models.
    OFFER(EnumSet.of(Dimension.PROVIDER, Dimension.MODEL, Dimension.STATUS)),
    KEY(EnumSet.of(Dimension.ACCOUNT, Dimension.KEY)),
    /// Whom each provider served. This and the next two are per day only: in a quarter of an hour
    /// they are nearly as many rows as DETAIL, and spare nothing.
    SERVED(EnumSet.of(Dimension.ACCOUNT, Dimension.KEY, Dimension.PROVIDER)),
    /// How the calls of each key ended.
    OUTCOME(EnumSet.of(Dimension.ACCOUNT, Dimension.KEY, Dimension.STATUS)),
    /// Who used which model, whoever served it and however it ended.
    CALLER(EnumSet.of(Dimension.ACCOUNT, Dimension.KEY, Dimension.MODEL, Dimension.TAGS)),
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

    public boolean isKeptAt(Level level) {
        return at(level) == this;
    }

    /// Where the sums of this grain are at that level: its own, or those of a finer one.
    public Grain at(Level level) {
        return switch (this) {
            case EVERYTHING, ACCOUNT, OFFER, KEY, DETAIL -> this;
            case SERVED, OUTCOME, CALLER -> level == Level.DAY ? this : DETAIL;
        };
    }

    public Set<Dimension> kept() {
        return kept;
    }

    /// The series of this grain that a call counts in.
    Series of(UsageRecord call) {
        return new Series(
                this,
                keeps(Dimension.ACCOUNT) ? call.accountId() : null,
                keeps(Dimension.KEY) ? call.keyId() : null,
                keeps(Dimension.PROVIDER) ? call.providerId() : null,
                keeps(Dimension.MODEL) ? call.model() : null,
                keeps(Dimension.STATUS) ? call.status() : null,
                keeps(Dimension.TAGS) ? sorted(call.tags()) : null);
    }

    private static List<String> sorted(List<String> tags) {
        return tags.size() < 2 ? tags : tags.stream().distinct().sorted().toList();
    }

    private boolean keeps(Dimension dimension) {
        return kept.contains(dimension);
    }
}
