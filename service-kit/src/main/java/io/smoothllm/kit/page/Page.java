package io.smoothllm.kit.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// @param next where the next page starts; null on the last one
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> items, @Nullable String next) {
    public static final int DEFAULT_SIZE = 50;
    public static final int MAX_SIZE = 500;

    /// @param rows up to `size + 1` rows; the one too many says that there is a next page
    public static <R, T> Page<T> of(
            List<R> rows, int size, Function<R, T> view, Function<R, String> cursor) {
        boolean more = rows.size() > size;
        var shown = more ? rows.subList(0, size) : rows;
        return new Page<>(
                shown.stream().map(view).toList(), more ? cursor.apply(shown.getLast()) : null);
    }
}
