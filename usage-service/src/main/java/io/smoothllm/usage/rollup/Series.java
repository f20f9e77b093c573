package io.smoothllm.usage.rollup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smoothllm.model.usage.CallStatus;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/// What a row of the rollups counts. What its grain does not keep apart is null.
///
/// @param tags sorted, each once
record Series(
        Grain grain,
        UUID accountId,
        UUID keyId,
        UUID providerId,
        String model,
        CallStatus status,
        List<String> tags) {

    /// The first 128 bits of the SHA-256 over all parts: every writer gives a series the same id
    /// without asking.
    UUID id() {
        var digest = sha256();
        add(digest, grain);
        add(digest, accountId);
        add(digest, keyId);
        add(digest, providerId);
        add(digest, model);
        add(digest, status);
        if (tags != null) {
            tags.forEach(tag -> add(digest, tag));
        }
        var bits = ByteBuffer.wrap(digest.digest());
        return new UUID(bits.getLong(), bits.getLong());
    }

    /// The length goes first, so no two lists of parts read the same.
    private static void add(MessageDigest digest, Object part) {
        var bytes = part == null ? new byte[0] : part.toString().getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(part == null ? -1 : bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
