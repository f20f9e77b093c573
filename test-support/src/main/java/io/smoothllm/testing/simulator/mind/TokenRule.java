package io.smoothllm.testing.simulator.mind;

/// How the simulator counts tokens: a quarter of the UTF-8 bytes, rounded up. A message costs 3
/// more, an image [#IMAGE]. Each part of an answer (thinking, text, every tool call's arguments) is
/// rounded by itself; of a part that is only half sent, the bytes sent count.
public final class TokenRule {
    public static final int BYTES_PER_TOKEN = 4;
    public static final int PER_MESSAGE = 3;
    public static final int IMAGE = 85;

    private TokenRule() {}

    public static long of(String text) {
        return ofBytes(utf8Length(text));
    }

    public static long ofBytes(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    /// Without making the bytes: prompts are up to 32 MB.
    public static long utf8Length(CharSequence text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes += 1;
            } else if (unit < 0x800 || Character.isSurrogate(unit)) {
                // Two surrogates make one character of four bytes.
                bytes += 2;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /// The longest start of `text` that is no more than `tokens`, never half a character.
    public static String start(String text, long tokens) {
        long left = tokens * BYTES_PER_TOKEN;
        int end = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            left -= utf8Length(text.substring(end, next));
            if (left < 0) {
                break;
            }
            end = next;
        }
        return text.substring(0, end);
    }
}
