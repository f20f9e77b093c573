package io.smoothllm.usage.reprice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smoothllm.model.Money;
import io.smoothllm.model.price.PriceList;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A reprice that was asked for.
///
/// @param idempotencyKey as the client said, otherwise the id; posted again, it goes on where it
///     stopped
/// @param askedByName of the admin, at that time
/// @param finishedAt null = under way, or broken off
/// @param rows calls that were looked at so far
/// @param correctedRows of them, those whose cost changed
/// @param oldUsd what they all cost before
/// @param newUsd what they cost by the new prices
@JsonInclude(JsonInclude.Include.ALWAYS)
record Reprice(
        UUID repriceId,
        String idempotencyKey,
        Instant from,
        Instant to,
        UUID providerId,
        String model,
        PriceList prices,
        String reason,
        UUID askedBy,
        String askedByName,
        Instant askedAt,
        @Nullable Instant finishedAt,
        long rows,
        long correctedRows,
        Money oldUsd,
        Money newUsd,
        Money differenceUsd) {
    boolean isFor(Wanted other) {
        return new Wanted(from, to, providerId, model, prices, reason).equals(other);
    }

    RepriceResult result() {
        return new RepriceResult(
                repriceId, rows, correctedRows, oldUsd, newUsd, differenceUsd, false);
    }
}
