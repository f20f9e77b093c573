package io.smoothllm.usage.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What PostgreSQL's text can hold.
final class Text {
    private Text() {}

    /// JSON allows characters that PostgreSQL's text does not: NUL and halves of surrogate pairs.
    /// A model's name may hold them, for clients choose it, and the call still counts.
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return new String(text.getBytes(UTF_8), UTF_8).replace('\0', '\uFFFD');
            }
        }
        return text;
    }
}
