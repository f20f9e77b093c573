package io.smoothllm.usage.reprice;

import io.smoothllm.model.price.Cost;
import io.smoothllm.model.price.PriceList;
import io.smoothllm.model.usage.UsageRecord;
import java.math.BigDecimal;
import java.util.UUID;

/// A call by its old and its new prices.
///
/// @param call as it is in the ledger
/// @param oldUsd its cost until now, earlier corrections included
/// @param oldReprice the last of those; null = it costs what was billed
record PricedCall(UsageRecord call, BigDecimal oldUsd, UUID oldReprice, BigDecimal newUsd) {
    static PricedCall of(
            UsageRecord call, BigDecimal correction, UUID oldReprice, PriceList prices) {
        return new PricedCall(
                call,
                call.costUsd().usd().add(correction),
                oldReprice,
                Cost.of(call.status(), call.tokens(), prices).usd().usd());
    }

    BigDecimal difference() {
        return newUsd.subtract(oldUsd);
    }

    boolean differs() {
        return difference().signum() != 0;
    }
}
