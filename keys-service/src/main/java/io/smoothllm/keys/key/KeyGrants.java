package io.smoothllm.keys.key;

import io.smoothllm.model.key.KeyGrant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What keys allow, as the database knows it now: ahead of the topic by some milliseconds.
@ApplicationScoped
public class KeyGrants {
    private final StoredKeys keys;

    KeyGrants(StoredKeys keys) {
        this.keys = keys;
    }

    /// Also a revoked key's; not by a secret whose grace period is over.
    @Transactional
    public Optional<KeyGrant> bySecret(byte[] sha256) {
        var now = Instant.now();
        return keys.findBySecret(sha256, now).map(row -> row.grant(now));
    }

    @Transactional
    public Optional<KeyGrant> byId(UUID id) {
        var now = Instant.now();
        return keys.findOwned(id).map(row -> row.grant(now));
    }
}
