/// What keys and accounts have spent, for the proxies: running totals in the table `spend`, changed
/// by [io.smoothllm.usage.spend.SpendTotals] in the transaction that writes the calls, or what
/// corrects them; published on the topic `smoothllm.spend` by
/// [io.smoothllm.usage.spend.SpendOutbox] several times a second.
///
/// A call counts in the day, week and month of its start, whenever it arrives, so a total is always
/// the sum of the ledger's rows of that period and of their corrections.
package io.smoothllm.usage.spend;
