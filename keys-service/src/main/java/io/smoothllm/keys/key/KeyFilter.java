package io.smoothllm.keys.key;

import io.smoothllm.keys.paging.PageQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which keys a list shows.
///
/// @param visibleTo the owner whose keys alone are visible; null = all are
/// @param owner null = any
/// @param state null = any
record KeyFilter(PageQuery page, UUID visibleTo, UUID owner, KeyState state) {
    /// A condition on `k`, the key, and `a`, its owner.
    record Where(String text, Map<String, Object> parameters) {}

    Where where(Instant now) {
        var conditions = new ArrayList<>(List.of("k.deletedAt is null", "k.id < :before"));
        var parameters = new HashMap<String, Object>(Map.of("before", page.before()));
        if (visibleTo != null) {
            conditions.add("k.accountId = :visibleTo");
            parameters.put("visibleTo", visibleTo);
        }
        if (owner != null) {
            conditions.add("k.accountId = :owner");
            parameters.put("owner", owner);
        }
        if (state != null) {
            conditions.add(stateIs());
            if (state != KeyState.REVOKED) {
                parameters.put("now", now);
            }
        }
        if (page.isSearch()) {
            conditions.add(
                    """
                    (lower(k.name) like :contains escape '!'
                     or lower(array_to_string(k.tags, ' ')) like :contains escape '!'
                     or lower(a.email) like :contains escape '!'
                     or lower(k.prefix) like :begins escape '!'
                     or :begins like lower(k.prefix) || '%'
                     or lower(k.lastFour) like :exact escape '!')
                    """);
            parameters.put("contains", page.containing());
            parameters.put("begins", page.escaped() + "%");
            parameters.put("exact", page.escaped());
        }
        return new Where(String.join(" and ", conditions), parameters);
    }

    private String stateIs() {
        var unexpired = "(k.expiresAt is null or k.expiresAt > :now)";
        return switch (state) {
            case REVOKED -> "k.revokedAt is not null";
            case EXPIRED -> "k.revokedAt is null and k.expiresAt <= :now";
            case SUSPENDED -> "k.revokedAt is null and not a.enabled and " + unexpired;
            case ACTIVE -> "k.revokedAt is null and a.enabled and " + unexpired;
        };
    }
}
