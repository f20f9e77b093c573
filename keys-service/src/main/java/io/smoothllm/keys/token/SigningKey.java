package io.smoothllm.keys.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A P-256 key pair. Its id is the `kid` of the tokens it signs.
@Entity
@Table(name = "signing_key")
class SigningKey {
    @Id UUID id;

    /// X.509 SubjectPublicKeyInfo.
    @Column(name = "public_key")
    byte[] publicKey;

    /// PKCS #8.
    @Column(name = "private_key")
    byte[] privateKey;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "retired_at")
    Instant retiredAt;
}
