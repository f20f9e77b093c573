package io.smoothllm.keys.session;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/// A token that was handed out, as its hash. Used ones stay, so that they are recognised.
@Entity
@Table(name = "refresh_token")
class RefreshToken {
    @Id byte[] sha256;

    @Column(name = "session_id")
    UUID sessionId;

    int generation;
}
