package io.smoothllm.kit.outbox;

import java.util.UUID;

/// A row to publish.
///
/// @param version of the row as it was read
/// @param topicKey the record's key
/// @param value JSON; null for a tombstone, after which the row is gone for good
public record Unpublished(UUID id, long version, String topicKey, byte[] value) {}
