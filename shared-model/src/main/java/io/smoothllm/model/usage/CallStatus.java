package io.smoothllm.model.usage;

/// How a call ended. What each ending means for tokens and cost is in docs/ledger.md.
public enum CallStatus {
    SUCCEEDED,
    /// No provider could be asked this: the request has what none of them takes. Nothing was sent,
    /// nothing is billed.
    REFUSED,
    /// The provider answered with an error, or not at all.
    UPSTREAM_ERROR,
    /// The stream broke after the client had its first byte.
    STREAM_BROKEN,
    /// The client hung up; the upstream call was cancelled.
    CLIENT_GONE,
    /// The proxy stopped or died with the call open; its tokens are an estimate.
    INTERRUPTED
}
