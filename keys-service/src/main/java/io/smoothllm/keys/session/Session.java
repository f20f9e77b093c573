package io.smoothllm.keys.session;

import io.smoothllm.kit.access.Client;
import io.smoothllm.model.audit.AuditTarget;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One sign-in on one device, and all refresh tokens that descend from it.
@Entity
@Table(name = "session")
class Session {
    @Id UUID id;

    @Column(name = "account_id")
    UUID accountId;

    /// Grows with each refresh; only a token of this generation may be used.
    int generation;

    @Column(name = "rotated_at")
    Instant rotatedAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "ended_at")
    Instant endedAt;

    /// Of the last use.
    String address;

    @Column(name = "user_agent")
    String userAgent;

    void usedBy(Client client) {
        address = client.address();
        userAgent = client.userAgent();
    }

    /// As the audit log names it: by the browser it is in.
    AuditTarget asTarget() {
        return new AuditTarget("session", id.toString(), userAgent);
    }

    boolean isLive(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }
}
