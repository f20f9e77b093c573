package io.smoothllm.model.usage;

/// How a call ended.
public enum CallStatus {
    SUCCEEDED,
    /// The provider answered with an error, or not at all.
    UPSTREAM_ERROR,
    /// The stream broke after the client had its first byte.
    STREAM_BROKEN,
    /// The client hung up; the upstream call was cancelled.
    CLIENT_GONE,
    /// The proxy died with the call open; its tokens are an estimate.
    INTERRUPTED
}
