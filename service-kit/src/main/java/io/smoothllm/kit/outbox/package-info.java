/// Rows that publish themselves on a topic, which is compacted unless its table says otherwise. A
/// row carries `version` and `published_version`; whoever changes it bumps the first in the same
/// transaction and fires [RowChanged]; the [OutboxRelay] publishes every row where the two differ.
///
/// A crash between commit and publish therefore loses nothing, and no outbox table is needed. One
/// replica at a time publishes to a topic, so states of a row arrive in order and the compacted
/// topic ends with the newest.
package io.smoothllm.kit.outbox;
