package io.smoothllm.model.key;

/// Whether a key may be used at all. Expiry is a time, not a status.
public enum KeyStatus {
    ACTIVE,
    /// Given up for good.
    REVOKED,
    /// Its owner's account is disabled; comes back when the account does.
    SUSPENDED
}
