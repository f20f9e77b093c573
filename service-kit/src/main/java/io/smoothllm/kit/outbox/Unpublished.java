package io.smoothllm.kit.outbox;

import java.util.UUID;

/// A row to publish.
///
/// @param version of the row as it was read
/// @param topicKey the record's key
/// @param value JSON; null for a tombstone
/// @param last nothing follows: once the broker has it, the row is deleted
public record Unpublished(UUID id, long version, String topicKey, byte[] value, boolean last) {
    /// The state of a row that lives on.
    public static Unpublished state(UUID id, long version, String topicKey, byte[] value) {
        return new Unpublished(id, version, topicKey, value, false);
    }

    /// What was to be told once.
    public static Unpublished message(UUID id, long version, String topicKey, byte[] value) {
        return new Unpublished(id, version, topicKey, value, true);
    }

    /// The end of a row.
    public static Unpublished tombstone(UUID id, long version, String topicKey) {
        return new Unpublished(id, version, topicKey, null, true);
    }
}
