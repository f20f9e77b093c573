package io.smoothllm.kit.outbox;

import java.util.UUID;

/// A row to publish.
///
/// @param version of the row as it was read
/// @param topicKey the record's key
/// @param value JSON, or null for a tombstone
public record Unpublished(UUID id, long version, String topicKey, byte[] value) {}
