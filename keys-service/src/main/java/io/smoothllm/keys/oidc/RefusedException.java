package io.smoothllm.keys.oidc;

import org.jspecify.annotations.Nullable;

/// Nobody gets in this time.
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedException(Refusal refusal) {
        this(refusal, null);
    }

    /// @param why for the log; never quotes what the issuer or the browser sent
    RefusedException(Refusal refusal, @Nullable String why) {
        super(why == null ? refusal.code() : refusal.code() + ": " + why);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
