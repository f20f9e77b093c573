package io.smoothllm.model.key;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a virtual key allows: all that a proxy needs to admit a call. A deleted key is a tombstone.
///
/// @param version grows with every change; of two grants for one key the higher one is true
/// @param accountId the person who owns the key
/// @param accountName that person's e-mail, kept for reports that outlive the account
/// @param secrets one, or two while a rotated secret is still in its grace period
/// @param expiresAt null = never
/// @param allowedModels model names or aliases; empty = all
/// @param allowedProviders provider ids; empty = all
/// @param allowedIps addresses or CIDR blocks of clients; empty = all
/// @param limits null = none
/// @param budget null = none
/// @param tags free labels for reports
/// @param changedAt when the change was committed; measures how long it takes to reach a proxy
public record KeyGrant(
        UUID id,
        long version,
        UUID accountId,
        @Nullable String accountName,
        String name,
        KeyStatus status,
        List<KeySecret> secrets,
        @Nullable Instant expiresAt,
        List<String> allowedModels,
        List<UUID> allowedProviders,
        List<String> allowedIps,
        @Nullable Limits limits,
        @Nullable Budget budget,
        List<String> tags,
        Instant changedAt) {

    public KeyGrant {
        requireNonNull(id, "id");
        requireNonNull(accountId, "accountId");
        requireNonNull(status, "status");
        secrets = listOf(secrets);
        allowedModels = listOf(allowedModels);
        allowedProviders = listOf(allowedProviders);
        allowedIps = listOf(allowedIps);
        tags = listOf(tags);
    }

    private static <T> List<T> listOf(List<T> items) {
        return items == null ? List.of() : List.copyOf(items);
    }
}
