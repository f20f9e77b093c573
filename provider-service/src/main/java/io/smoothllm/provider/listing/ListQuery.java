package io.smoothllm.provider.listing;

import io.smoothllm.kit.page.Page;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.problem.ProblemException;
import java.util.Locale;
import java.util.UUID;

/// Query parameters of a list, read strictly. An absent or empty one is null.
public final class ListQuery {
    private static final int MAX_TEXT = 500;

    private ListQuery() {}

    public static int limit(String given) {
        if (isAbsent(given)) {
            return Page.DEFAULT_SIZE;
        }
        try {
            int limit = Integer.parseInt(given);
            if (limit >= 1 && limit <= Page.MAX_SIZE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw badLimit();
        }
        throw badLimit();
    }

    public static UUID cursor(String given) {
        if (isAbsent(given)) {
            return null;
        }
        try {
            return UUID.fromString(given);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("cursor", "is not the next of a page");
        }
    }

    /// As it is, without space around it.
    public static String text(String name, String given) {
        if (isAbsent(given)) {
            return null;
        }
        if (given.length() > MAX_TEXT) {
            throw ProblemException.invalid(name, "has more than " + MAX_TEXT + " characters");
        }
        return given.strip();
    }

    public static Dialect dialect(String given) {
        if (isAbsent(given)) {
            return null;
        }
        try {
            return Dialect.valueOf(given.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("dialect", "is not a dialect");
        }
    }

    public static Boolean flag(String name, String given) {
        if (isAbsent(given)) {
            return null;
        }
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid(name, "must be true or false");
        };
    }

    /// Text to search for, as a LIKE pattern in lower case that finds it anywhere.
    public static String containing(String name, String given) {
        var text = text(name, given);
        if (text == null) {
            return null;
        }
        var literal =
                text.toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_");
        return "%" + literal + "%";
    }

    private static ProblemException badLimit() {
        return ProblemException.invalid("limit", "must be from 1 to " + Page.MAX_SIZE);
    }

    private static boolean isAbsent(String given) {
        return given == null || given.isBlank();
    }
}
