package io.smoothllm.provider.provider;

import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.credential.SealedCredential;
import io.smoothllm.provider.ownership.Owner;
import io.smoothllm.provider.upstream.BaseUrl;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "provider")
class ProviderRow {
    @Id UUID id;
    long version;

    @Column(name = "published_version")
    long publishedVersion;

    boolean deleted;

    @Column(name = "owner_id")
    UUID ownerId;

    String name;

    @Enumerated(EnumType.STRING)
    Dialect dialect;

    @Column(name = "base_url")
    String baseUrl;

    byte[] credential;

    @Column(name = "api_key_hint")
    String apiKeyHint;

    boolean enabled;
    int priority;
    int weight;

    @Convert(converter = ProviderSettings.Column.class)
    @ColumnTransformer(write = "?::jsonb")
    ProviderSettings settings;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    Owner owner() {
        return new Owner(ownerId);
    }

    BaseUrl baseUrl() {
        return BaseUrl.of(baseUrl, dialect);
    }

    /// Null when there is none.
    SealedCredential sealedKey() {
        return credential == null ? null : new SealedCredential(credential);
    }

    CatalogProvider toEntry() {
        return new CatalogProvider(
                id,
                version,
                ownerId,
                name,
                dialect,
                URI.create(baseUrl),
                sealedKey(),
                enabled,
                priority,
                weight,
                settings.headers(),
                settings.timeouts(),
                settings.effective(),
                settings.models(),
                updatedAt);
    }
}
