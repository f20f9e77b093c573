package io.smoothllm.usage.spend;

import io.smoothllm.model.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/// An amount that was spent.
///
/// @param startedAt of the call; says which periods it counts in
/// @param endedAt of the call
/// @param usd less than zero when a correction takes something back
public record Spent(
        UUID keyId, UUID accountId, Instant startedAt, Instant endedAt, BigDecimal usd) {
    static Spent of(UsageRecord call) {
        return new Spent(
                call.keyId(),
                call.accountId(),
                call.startedAt(),
                call.startedAt().plusMillis(call.latencyMs()),
                call.costUsd().usd());
    }

    /// What a correction adds to the cost of a call that is counted.
    public static Spent correction(
            UUID keyId, UUID accountId, Instant startedAt, BigDecimal difference) {
        return new Spent(keyId, accountId, startedAt, startedAt, difference);
    }
}
