package io.smoothllm.testing.simulator.anthropic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The signature of a thinking block. Blocks that come back in a conversation must carry the one
/// they left with, so a proxy that changes or loses a byte is found out.
final class Signature {
    private Signature() {}

    static String of(String thinking) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("simulator:".getBytes(StandardCharsets.UTF_8));
            var hash = digest.digest(thinking.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
