package io.smoothllm.proxy.dialect.bedrock;

import io.smoothllm.proxy.dialect.Digest;
import java.util.regex.Pattern;

/// A `toolUseId`: 1 to 64 of `[a-zA-Z0-9_-]`. Others' ids are changed alike in call and result, so
/// they still meet.
final class CallId {
    private static final Pattern FITS = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final int KEPT = 47;

    /// Characters that tell apart what looks the same afterwards.
    private static final int FINGERPRINT = 16;

    private CallId() {}

    static String of(String id) {
        if (FITS.matcher(id).matches()) {
            return id;
        }
        var tame = id.replaceAll("[^a-zA-Z0-9_-]", "_");
        var kept = tame.substring(0, Math.min(KEPT, tame.length()));
        return kept + "_" + Digest.of(id).substring(0, FINGERPRINT);
    }
}
