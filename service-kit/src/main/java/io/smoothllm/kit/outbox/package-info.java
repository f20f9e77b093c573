/// Rows that publish themselves on a compacted topic. A row carries `version` and
/// `published_version`; whoever changes a row bumps the first in the same transaction and fires
/// [RowChanged]; the [OutboxRelay] publishes every row where the two differ.
///
/// A crash between commit and publish therefore loses nothing, and no outbox table is needed.
/// Rows are locked while they are published, so versions of a row reach the topic in order even
/// with several replicas, and the compacted topic ends with the newest.
package io.smoothllm.kit.outbox;
