package io.smoothllm.usage.reprice;

import io.smoothllm.model.price.PriceList;
import java.time.Instant;
import java.util.UUID;

/// Which calls are to be repriced, by what, and why.
///
/// @param from inclusive
/// @param to exclusive
/// @param model as the provider calls it: prices belong to what it sells, under whatever names
///     clients ask for it
record Wanted(
        Instant from, Instant to, UUID providerId, String model, PriceList prices, String reason) {}
