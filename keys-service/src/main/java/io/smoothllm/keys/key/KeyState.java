package io.smoothllm.keys.key;

/// Whether a key works, and why not. The first that applies: revoked, expired, suspended.
enum KeyState {
    ACTIVE,
    /// Given up for good.
    REVOKED,
    EXPIRED,
    /// Its owner's account is disabled.
    SUSPENDED
}
