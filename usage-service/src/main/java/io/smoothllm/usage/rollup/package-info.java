/// Sums of calls, kept by [io.smoothllm.usage.rollup.Rollups] per quarter of an hour and per UTC
/// day ([Level]), for each combination of what calls can be told apart by ([Series]), and coarser
/// ([Grain]). Latencies are [Histogram]s that merge by addition.
///
/// Only calls that are new to the ledger are ever added, in the transaction that inserted them; and
/// corrections of what they cost, in the one that writes these down.
package io.smoothllm.usage.rollup;
