package io.smoothllm.keys.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session as its owner sees it.
///
/// @param lastUsedAt to within the lifetime of an access token
/// @param expiresAt unless it is used before
/// @param address of its last use
/// @param userAgent of its last use, at most 200 characters
/// @param current whether it is the one that asks
record SessionView(
        UUID id,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        @Nullable String address,
        @Nullable String userAgent,
        boolean current) {
    static SessionView of(Session session, UUID current) {
        return new SessionView(
                session.id,
                session.createdAt,
                session.rotatedAt,
                session.expiresAt,
                session.address,
                session.userAgent,
                session.id.equals(current));
    }
}
