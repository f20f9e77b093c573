package io.smoothllm.proxy.dialect.bedrock;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A `toolUseId`: 1 to 64 of `[a-zA-Z0-9_-]`. Others' ids are changed alike in call and result, so
/// they still meet.
final class CallId {
    private static final Pattern FITS = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final int KEPT = 47;

    private CallId() {}

    static String of(String id) {
        if (FITS.matcher(id).matches()) {
            return id;
        }
        var tame = id.replaceAll("[^a-zA-Z0-9_-]", "_");
        var kept = tame.substring(0, Math.min(KEPT, tame.length()));
        return kept + "_" + fingerprint(id);
    }

    /// Tells apart what looks the same afterwards; 16 characters.
    private static String fingerprint(String id) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
