package io.smoothllm.keys.account;

import com.github.f4b6a3.uuid.UuidCreator;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.audit.Facts;
import io.smoothllm.model.audit.AuditTarget;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A person. A deleted one stays as a name for reports: disabled, without a password.
@Entity
@Table(name = "account")
class Account {
    @Id UUID id;

    /// As typed; unique without regard to case.
    String email;

    String name;

    @Enumerated(EnumType.STRING)
    Role role;

    boolean enabled;

    @Column(name = "password_hash")
    String passwordHash;

    long version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "last_login_at")
    Instant lastLoginAt;

    @Column(name = "deleted_at")
    Instant deletedAt;

    static Account of(NewUser user, String passwordHash, Instant now) {
        var account = new Account();
        account.id = UuidCreator.getTimeOrderedEpoch();
        account.email = user.email().strip();
        account.name = user.name();
        account.role = user.role();
        account.enabled = true;
        account.passwordHash = passwordHash;
        account.createdAt = now;
        account.changed(now);
        return account;
    }

    AuditTarget asTarget() {
        return UserView.of(this).asTarget();
    }

    Facts facts() {
        return Facts.none()
                .with("email", email)
                .with("name", name)
                .with("role", role)
                .with("enabled", enabled);
    }

    void changed(Instant now) {
        version++;
        updatedAt = now;
    }
}
