/// A real single-node Kafka broker (KRaft) inside this JVM: [EmbeddedBroker].
///
/// Topics are never made by accident: `auto.create.topics.enable` is off, owners create theirs.
package io.smoothllm.testing.kafka;
