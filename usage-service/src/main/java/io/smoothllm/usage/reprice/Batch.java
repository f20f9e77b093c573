package io.smoothllm.usage.reprice;

import java.util.List;

/// Some of the calls of a reprice, all of one day.
///
/// @param next where the batch after it begins; null = this is the last
record Batch(List<PricedCall> calls, Place next) {}
