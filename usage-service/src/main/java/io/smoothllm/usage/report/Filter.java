package io.smoothllm.usage.report;

import io.smoothllm.kit.access.Caller;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.usage.problem.UsageProblem.ForeignUsage;
import io.smoothllm.usage.problem.UsageProblemException;
import io.smoothllm.usage.rollup.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/// Which calls a report is about; null = any.
///
/// @param from inclusive
/// @param to exclusive, after `from`
/// @param accountId always set for a caller who is no admin: they see only what is theirs
record Filter(
        Instant from,
        Instant to,
        UUID accountId,
        UUID keyId,
        UUID providerId,
        String model,
        CallStatus status,
        String tag) {

    private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);

    static Filter of(FilterParameters given, Caller caller, Instant now) {
        var to = Parameters.time("to", given.to, now);
        var from = Parameters.time("from", given.from, to.minus(DEFAULT_LENGTH));
        if (!from.isBefore(to)) {
            throw Parameters.invalid("from", "must be before to");
        }
        return new Filter(
                from,
                to,
                visibleAccount(caller, Parameters.id("userId", given.userId)),
                Parameters.id("keyId", given.keyId),
                Parameters.id("providerId", given.providerId),
                Parameters.text(given.model),
                Parameters.oneOf(CallStatus.class, "status", given.status),
                Parameters.text(given.tag));
    }

    /// What the calls of the report are picked by.
    Set<Dimension> dimensions() {
        var picked = EnumSet.noneOf(Dimension.class);
        addIf(accountId, Dimension.ACCOUNT, picked);
        addIf(keyId, Dimension.KEY, picked);
        addIf(providerId, Dimension.PROVIDER, picked);
        addIf(model, Dimension.MODEL, picked);
        addIf(status, Dimension.STATUS, picked);
        addIf(tag, Dimension.TAGS, picked);
        return picked;
    }

    private static void addIf(Object value, Dimension dimension, Set<Dimension> picked) {
        if (value != null) {
            picked.add(dimension);
        }
    }

    private static UUID visibleAccount(Caller caller, UUID asked) {
        if (asked != null && !caller.sees(asked)) {
            throw new UsageProblemException(new ForeignUsage());
        }
        return caller.isAdmin() ? asked : caller.id();
    }
}
