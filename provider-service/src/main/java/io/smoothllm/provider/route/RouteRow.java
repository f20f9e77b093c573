package io.smoothllm.provider.route;

import io.smoothllm.kit.audit.Facts;
import io.smoothllm.model.Wire;
import io.smoothllm.model.audit.AuditTarget;
import io.smoothllm.model.catalog.CatalogRoute;
import io.smoothllm.model.catalog.CatalogRoute.Candidate;
import io.smoothllm.provider.ownership.Owner;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "route")
class RouteRow {
    @Id UUID id;
    long version;

    @Column(name = "published_version")
    long publishedVersion;

    boolean deleted;

    @Column(name = "owner_id")
    UUID ownerId;

    String alias;
    boolean enabled;

    @Convert(converter = Candidates.class)
    @ColumnTransformer(write = "?::jsonb")
    List<Candidate> candidates;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    Owner owner() {
        return new Owner(ownerId);
    }

    /// As the audit log names it.
    AuditTarget asTarget() {
        return new AuditTarget("route", id.toString(), alias);
    }

    Facts facts() {
        return Facts.none()
                .with("alias", alias)
                .with("enabled", enabled)
                .with(
                        "candidates",
                        candidates.stream()
                                .map(
                                        one ->
                                                "%s of %s (priority %d, weight %d)"
                                                        .formatted(
                                                                one.model(),
                                                                one.providerId(),
                                                                one.priority(),
                                                                one.weight()))
                                .toList());
    }

    CatalogRoute toEntry() {
        return new CatalogRoute(id, version, ownerId, alias, enabled, candidates, updatedAt);
    }

    @Converter
    static class Candidates implements AttributeConverter<List<Candidate>, String> {
        @Override
        public String convertToDatabaseColumn(List<Candidate> candidates) {
            return new String(Wire.write(candidates), StandardCharsets.UTF_8);
        }

        @Override
        public List<Candidate> convertToEntityAttribute(String json) {
            return List.of(Wire.read(json.getBytes(StandardCharsets.UTF_8), Candidate[].class));
        }
    }
}
