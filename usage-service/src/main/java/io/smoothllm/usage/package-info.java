/// usage-service: every call to a provider as one row, and the reports made of them.
///
/// Read `ledger` first (how records become rows, exactly once), then `rollup` (the sums that
/// reports read), then `report`; `spend` tells the proxies what was spent. `problem` is every way
// to refuse, `sql` the little that JDBC
/// lacks.
///
/// A row of the ledger and its share of the rollups are written in one transaction, so their sums
/// are always equal.
package io.smoothllm.usage;
