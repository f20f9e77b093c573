package io.smoothllm.usage.reprice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smoothllm.model.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a reprice did, or would do.
///
/// @param repriceId null when nothing was written
/// @param rows calls that were looked at
/// @param correctedRows of them, those whose cost changed
@JsonInclude(JsonInclude.Include.ALWAYS)
record RepriceResult(
        @Nullable UUID repriceId,
        long rows,
        long correctedRows,
        Money oldUsd,
        Money newUsd,
        Money differenceUsd,
        boolean dryRun) {
    static final RepriceResult NOTHING =
            new RepriceResult(null, 0, 0, Money.ZERO, Money.ZERO, Money.ZERO, true);

    /// With another batch.
    RepriceResult plus(Batch batch) {
        var oldCost = oldUsd.usd();
        var newCost = newUsd.usd();
        long corrected = correctedRows;
        for (var call : batch.calls()) {
            oldCost = oldCost.add(call.oldUsd());
            newCost = newCost.add(call.newUsd());
            corrected += call.differs() ? 1 : 0;
        }
        return new RepriceResult(
                repriceId,
                rows + batch.calls().size(),
                corrected,
                new Money(oldCost),
                new Money(newCost),
                new Money(newCost.subtract(oldCost)),
                dryRun);
    }
}
