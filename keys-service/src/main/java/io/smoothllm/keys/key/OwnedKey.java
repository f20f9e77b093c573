package io.smoothllm.keys.key;

import io.smoothllm.model.key.KeyGrant;
import java.time.Instant;

/// A key with what of its owner matters to it.
record OwnedKey(StoredKey key, String ownerEmail, boolean ownerEnabled) {
    KeyGrant grant(Instant now) {
        return key.grant(ownerEmail, ownerEnabled, now);
    }

    KeyState state(Instant now) {
        if (key.revokedAt != null) {
            return KeyState.REVOKED;
        }
        if (key.isExpired(now)) {
            return KeyState.EXPIRED;
        }
        return ownerEnabled ? KeyState.ACTIVE : KeyState.SUSPENDED;
    }
}
