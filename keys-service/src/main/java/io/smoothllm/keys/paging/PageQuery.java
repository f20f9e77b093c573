package io.smoothllm.keys.paging;

import io.smoothllm.kit.page.Page;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// The query parameters of a list. They are texts, because an unreadable number would be answered
/// as an unknown address.
///
/// @param cursor the `next` of the page before
/// @param limit items on a page, 50 unless said
/// @param q what to look for
public record PageQuery(
        @QueryParam("cursor") @Pattern(regexp = PageQuery.UUID_TEXT, message = "is not a cursor")
                String cursor,
        @QueryParam("limit")
                @Pattern(
                        regexp = "[1-9][0-9]?|[1-4][0-9]{2}|500",
                        message = "must be from 1 to 500")
                @Parameter(schema = @Schema(type = SchemaType.INTEGER))
                String limit,
        @QueryParam("q")
                @Size(max = 100)
                @Pattern(regexp = PageQuery.PRINTABLE, message = "must not hold control characters")
                String q) {
    public static final String UUID_TEXT = "[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";

    /// PostgreSQL takes no NUL in a text, and nobody reads the others.
    public static final String PRINTABLE = "\\P{Cntrl}*";

    private static final UUID LAST = new UUID(-1, -1);

    /// Ids grow with time and lists begin with the newest: the page holds ids below this one.
    public UUID before() {
        return cursor == null ? LAST : UUID.fromString(cursor);
    }

    public int size() {
        return limit == null ? Page.DEFAULT_SIZE : Integer.parseInt(limit);
    }

    public boolean isSearch() {
        return q != null && !q.isBlank();
    }

    /// For `like … escape '!'` on lower-case text; finds everything when nothing is looked for.
    public String containing() {
        return isSearch() ? "%" + escaped() + "%" : "%";
    }

    /// In lower case, without wildcards of its own.
    public String escaped() {
        return q.strip()
                .toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
    }
}
