package io.smoothllm.kit.access;

import java.util.UUID;

/// The person behind a request.
public record Caller(UUID id, String email, Role role) {
    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /// Whether something of `owner` is this caller's own.
    public boolean owns(UUID owner) {
        return id.equals(owner);
    }

    /// Whether this caller may know of something that belongs to `owner`.
    public boolean sees(UUID owner) {
        return isAdmin() || owns(owner);
    }
}
