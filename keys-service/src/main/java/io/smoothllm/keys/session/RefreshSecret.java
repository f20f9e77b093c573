package io.smoothllm.keys.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// A refresh token in the clear: a mark that secret scanners can find, and 256 random bits. They
/// need no slow hash.
record RefreshSecret(String text) {
    private static final String MARK = "smooth-rt-";
    private static final SecureRandom RANDOM = new SecureRandom();

    static RefreshSecret random() {
        var bits = new byte[32];
        RANDOM.nextBytes(bits);
        return new RefreshSecret(
                MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return MARK + "…";
    }
}
