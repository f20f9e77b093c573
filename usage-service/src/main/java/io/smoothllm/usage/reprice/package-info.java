/// Prices that are changed after the fact: `POST /api/v1/usage/reprice`.
/// [io.smoothllm.usage.reprice.RepriceResource] is the door, [io.smoothllm.usage.reprice.Repricing]
/// goes through the calls batch by batch, [io.smoothllm.usage.reprice.PricedCalls] reads and prices
/// them, [io.smoothllm.usage.reprice.Corrections] writes what differs, and
/// [io.smoothllm.usage.reprice.Reprices] knows what was asked and how far it got.
///
/// A row of the ledger is never changed. A correction and its share of all sums are written in one
/// transaction, so reports are right at any moment, also in the middle of a reprice.
package io.smoothllm.usage.reprice;
