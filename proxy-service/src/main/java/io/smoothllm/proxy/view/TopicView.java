package io.smoothllm.proxy.view;

import java.time.Instant;

/// What one compacted topic says, kept in memory. Called by the follower's thread only.
public interface TopicView {
    String topic();

    /// Whether the proxy cannot serve before it has read the topic. One that is not needed may be
    /// missing, and is followed from when it is there.
    default boolean isNeeded() {
        return true;
    }

    /// @param value null for a tombstone
    /// @return when the change was committed by its owner; null when the record does not say
    /// @throws RuntimeException when the record cannot be understood; it is skipped and counted
    Instant apply(String key, byte[] value);
}
