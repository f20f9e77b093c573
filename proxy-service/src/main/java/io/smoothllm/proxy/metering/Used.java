package io.smoothllm.proxy.metering;

import io.smoothllm.model.usage.TokenCounts;

/// What an attempt used up.
///
/// @param estimated not all of the counts are the provider's
/// @param billed the provider may bill it, tokens or not
public record Used(TokenCounts tokens, boolean estimated, boolean billed) {
    /// Of an attempt that never began, or was refused.
    public static final Used NOTHING = new Used(TokenCounts.NONE, false, false);

    public static Used counted(TokenCounts tokens) {
        return new Used(tokens, false, true);
    }

    public static Used estimated(TokenCounts tokens) {
        return new Used(tokens, true, true);
    }
}
