package io.smoothllm.keys.key;

import io.smoothllm.kit.audit.Facts;
import io.smoothllm.model.Money;
import io.smoothllm.model.key.Budget;
import io.smoothllm.model.key.KeyGrant;
import io.smoothllm.model.key.KeySecret;
import io.smoothllm.model.key.KeyStatus;
import io.smoothllm.model.key.Limits;
import io.smoothllm.model.key.VirtualKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "virtual_key")
class StoredKey {
    /// Enough of the key's text to recognise it: the mark and the first digits of its id.
    private static final int PREFIX_LENGTH = VirtualKey.PREFIX.length() + 8;

    @Id UUID id;

    @Column(name = "account_id")
    UUID accountId;

    String name;
    String prefix;

    @Column(name = "last_four")
    String lastFour;

    @Column(name = "secret_sha256")
    byte[] secretSha256;

    @Column(name = "previous_sha256")
    byte[] previousSha256;

    @Column(name = "previous_valid_until")
    Instant previousValidUntil;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "allowed_models")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> allowedModels;

    @Column(name = "allowed_providers")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<UUID> allowedProviders;

    @Column(name = "allowed_ips")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> allowedIps;

    @Column(name = "requests_per_minute")
    Integer requestsPerMinute;

    @Column(name = "tokens_per_minute")
    Integer tokensPerMinute;

    @Column(name = "max_parallel_requests")
    Integer maxParallelRequests;

    @Column(name = "budget_usd")
    BigDecimal budgetUsd;

    @Column(name = "budget_period")
    @Enumerated(EnumType.STRING)
    Budget.Period budgetPeriod;

    @Column(name = "budget_mode")
    @Enumerated(EnumType.STRING)
    Budget.Mode budgetMode;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> tags;

    long version;

    @Column(name = "published_version")
    long publishedVersion;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "rotated_at")
    Instant rotatedAt;

    @Column(name = "revoked_at")
    Instant revokedAt;

    @Column(name = "deleted_at")
    Instant deletedAt;

    void changed(Instant now) {
        version++;
        updatedAt = now;
    }

    /// Replaces the secret. The one before lives on for `grace`; an even older one is over.
    void secret(VirtualKey minted, Duration grace, Instant now) {
        rotatedAt = secretSha256 == null ? null : now;
        boolean keepsPrevious = secretSha256 != null && grace.isPositive();
        previousSha256 = keepsPrevious ? secretSha256 : null;
        previousValidUntil = keepsPrevious ? now.plus(grace) : null;
        secretSha256 = minted.sha256();
        prefix = minted.reveal().substring(0, PREFIX_LENGTH);
        lastFour = minted.lastFour();
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean hasPrevious(Instant now) {
        return previousSha256 != null && now.isBefore(previousValidUntil);
    }

    Limits limits() {
        return requestsPerMinute == null && tokensPerMinute == null && maxParallelRequests == null
                ? null
                : new Limits(requestsPerMinute, tokensPerMinute, maxParallelRequests);
    }

    Budget budget() {
        return budgetUsd == null
                ? null
                : new Budget(new Money(budgetUsd), budgetPeriod, budgetMode);
    }

    /// As the audit log words it.
    Facts facts() {
        return Facts.none()
                .with("name", name)
                .with("expiresAt", expiresAt)
                .with("allowedModels", allowedModels)
                .with("allowedProviders", allowedProviders)
                .with("allowedIps", allowedIps)
                .with("requestsPerMinute", requestsPerMinute)
                .with("tokensPerMinute", tokensPerMinute)
                .with("maxParallelRequests", maxParallelRequests)
                .with(
                        "budget",
                        budgetUsd == null
                                ? null
                                : "%s USD, %s, %s"
                                        .formatted(
                                                budgetUsd.toPlainString(),
                                                budgetPeriod,
                                                budgetMode))
                .with("tags", tags);
    }

    KeyGrant grant(String ownerEmail, boolean ownerEnabled, Instant now) {
        return new KeyGrant(
                id,
                version,
                accountId,
                ownerEmail,
                name,
                revokedAt != null
                        ? KeyStatus.REVOKED
                        : ownerEnabled ? KeyStatus.ACTIVE : KeyStatus.SUSPENDED,
                secrets(now),
                expiresAt,
                allowedModels,
                allowedProviders,
                allowedIps,
                limits(),
                budget(),
                tags,
                updatedAt);
    }

    private List<KeySecret> secrets(Instant now) {
        var current = new KeySecret(secretSha256, null);
        return hasPrevious(now)
                ? List.of(current, new KeySecret(previousSha256, previousValidUntil))
                : List.of(current);
    }
}
