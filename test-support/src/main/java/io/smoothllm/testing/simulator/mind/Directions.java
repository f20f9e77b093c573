package io.smoothllm.testing.simulator.mind;

/// What a script wants of an otherwise proper answer.
///
/// @param text the whole answer; null = the author's own
/// @param usage whether token counts are told
/// @param end whether the end of a stream is marked (`[DONE]`, `message_stop`)
public record Directions(String text, boolean usage, boolean end) {
    public static final Directions NONE = new Directions(null, true, true);
}
