/// What was admitted and how it ended, on disk before anybody is told. [Journal] appends: an intent
/// when a call is admitted, a settlement when it ends. [Segment] is one memory-mapped file of it,
/// [Frame] how an entry looks. [UsagePublisher] brings settlements to Kafka and lets go of segments
/// that are no longer needed; [Recovery] reads what a dead process left.
///
/// Every admitted call has an intent, so whatever happens, it becomes one row of the ledger.
package io.smoothllm.proxy.journal;
