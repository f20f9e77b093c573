package io.smoothllm.model.key;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One secret of a key, as its hash.
///
/// @param sha256 of the whole key text, 32 bytes (base64 in JSON)
/// @param validUntil null = as long as the key; otherwise the end of a rotation's grace period
public record KeySecret(byte[] sha256, @Nullable Instant validUntil) {
    public KeySecret {
        if (requireNonNull(sha256, "sha256").length != 32) {
            throw new IllegalArgumentException("sha256 has 32 bytes");
        }
        sha256 = sha256.clone();
    }

    @Override
    public byte[] sha256() {
        return sha256.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeySecret(var hash, var until)
                && Arrays.equals(sha256, hash)
                && Objects.equals(validUntil, until);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    @Override
    public String toString() {
        return "KeySecret[" + HexFormat.of().formatHex(sha256, 0, 4) + "…, " + validUntil + "]";
    }
}
