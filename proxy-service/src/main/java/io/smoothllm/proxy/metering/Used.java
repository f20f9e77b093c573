package io.smoothllm.proxy.metering;

import io.smoothllm.model.usage.TokenCounts;

/// What an attempt used up.
///
/// @param estimated not all of the counts are the provider's
public record Used(TokenCounts tokens, boolean estimated) {
    /// Of an attempt that never began or was refused, and of one that nobody can count.
    public static final Used NOTHING = new Used(TokenCounts.NONE, false);

    public static Used counted(TokenCounts tokens) {
        return new Used(tokens, false);
    }

    public static Used estimated(TokenCounts tokens) {
        return new Used(tokens, true);
    }
}
