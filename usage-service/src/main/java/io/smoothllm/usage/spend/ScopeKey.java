package io.smoothllm.usage.spend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.smoothllm.model.spend.SpendTotal.Scope;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Whose total it is.
record ScopeKey(Scope scope, UUID id) {
    /// Of the row: the first 128 bits of a SHA-256, as the database's function `spend_id` has it.
    UUID rowId() {
        try {
            var bits =
                    ByteBuffer.wrap(
                            MessageDigest.getInstance("SHA-256")
                                    .digest((scope + "/" + id).getBytes(US_ASCII)));
            return new UUID(bits.getLong(), bits.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
