package io.smoothllm.keys.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smoothllm.model.key.Budget;
import io.smoothllm.model.key.Limits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A key as the API shows it.
///
/// @param userId whose key it is
/// @param prefix how the key's text begins
/// @param lastFour how it ends
/// @param expiresAt null = never
/// @param allowedModels empty = all
/// @param allowedProviders empty = all
/// @param allowedIps empty = all
/// @param limits null = none
/// @param budget null = none
/// @param rotatedAt when the secret was replaced last; null = it is the first
/// @param previousSecretValidUntil while a rotated secret still works, else null
/// @param revokedAt null = not revoked
/// @param version for a change that must not overwrite another
/// @param secret the whole key; only in the answers to create and rotate
record KeyView(
        UUID id,
        UUID userId,
        String userEmail,
        String name,
        String prefix,
        String lastFour,
        KeyState status,
        @Nullable Instant expiresAt,
        List<String> allowedModels,
        List<UUID> allowedProviders,
        List<String> allowedIps,
        @Nullable Limits limits,
        @Nullable Budget budget,
        List<String> tags,
        @Nullable Instant rotatedAt,
        @Nullable Instant previousSecretValidUntil,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant revokedAt,
        long version,
        @JsonInclude(JsonInclude.Include.NON_NULL) String secret) {

    static KeyView of(OwnedKey owned, Instant now) {
        return of(owned, now, null);
    }

    static KeyView of(OwnedKey owned, Instant now, String secret) {
        var key = owned.key();
        return new KeyView(
                key.id,
                key.accountId,
                owned.ownerEmail(),
                key.name,
                key.prefix,
                key.lastFour,
                owned.state(now),
                key.expiresAt,
                key.allowedModels,
                key.allowedProviders,
                key.allowedIps,
                key.limits(),
                key.budget(),
                key.tags,
                key.rotatedAt,
                key.hasPrevious(now) ? key.previousValidUntil : null,
                key.createdAt,
                key.updatedAt,
                key.revokedAt,
                key.version,
                secret);
    }

    @Override
    public String toString() {
        return "KeyView[" + id + "]";
    }
}
