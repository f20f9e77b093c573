package io.smoothllm.model.audit;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A field that is different now, in words for people.
///
/// @param from null = it had no value
/// @param to null = it has none any more
public record FieldChange(String field, @Nullable String from, @Nullable String to) {
    /// Longer values are cut.
    private static final int MAX_LENGTH = 500;

    public FieldChange {
        requireNonNull(field, "field");
        from = cut(from);
        to = cut(to);
    }

    /// Not within a surrogate pair: half of one is no text that a database takes.
    private static String cut(String text) {
        if (text == null || text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? 1 : 0;
        return text.substring(0, MAX_LENGTH - end) + "…";
    }
}
