package io.smoothllm.model.usage;

/// Tokens of a call. OpenAI's way of counting, whatever the provider's: the parts are contained in
/// the wholes.
///
/// @param input all of the prompt, cached or not
/// @param cachedInput of `input`: read from the provider's prompt cache
/// @param cacheWrite of `input`: written to it, for whatever time
/// @param cacheWriteHour of `cacheWrite`: kept for an hour instead of five minutes, at another
///     price
/// @param output all of the completion, reasoning included
/// @param reasoning of `output`: thought before or between what was said
public record TokenCounts(
        long input,
        long cachedInput,
        long cacheWrite,
        long cacheWriteHour,
        long output,
        long reasoning) {
    public static final TokenCounts NONE = new TokenCounts(0, 0, 0, 0, 0);

    public TokenCounts {
        if (input < 0
                || cachedInput < 0
                || cacheWrite < 0
                || cacheWriteHour < 0
                || output < 0
                || reasoning < 0) {
            throw new IllegalArgumentException("token counts are not negative");
        }
    }

    /// Without anything that was cached for an hour.
    public TokenCounts(long input, long cachedInput, long cacheWrite, long output, long reasoning) {
        this(input, cachedInput, cacheWrite, 0, output, reasoning);
    }
}
