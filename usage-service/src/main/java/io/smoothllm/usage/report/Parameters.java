package io.smoothllm.usage.report;

import io.smoothllm.usage.problem.UsageProblem.InvalidParameter;
import io.smoothllm.usage.problem.UsageProblemException;
import io.smoothllm.usage.rollup.Dimension;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads query parameters. An empty one counts as absent; a wrong one is named in the refusal.
final class Parameters {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /// Wide enough for any report, and far from what a timestamp cannot hold.
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Parameters() {}

    static UsageProblemException invalid(String name, String message) {
        return new UsageProblemException(new InvalidParameter(name, message));
    }

    static String text(String value) {
        return value == null || value.isBlank() ? null : value;
    }

    static UUID id(String name, String value) {
        if (text(value) == null) {
            return null;
        }
        if (!UUID_TEXT.matcher(value).matches()) {
            throw invalid(name, "must be a UUID");
        }
        return UUID.fromString(value);
    }

    static Instant time(String name, String value, Instant fallback) {
        if (text(value) == null) {
            return fallback;
        }
        try {
            var time = OffsetDateTime.parse(value).toInstant();
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw invalid(name, "must lie between the years 2000 and 2200");
            }
            return time;
        } catch (DateTimeException e) {
            throw invalid(
                    name,
                    "must be a time as in RFC 3339: 2026-03-29T00:00:00Z (a + is sent as %2B)");
        }
    }

    static ZoneId zone(String name, String value) {
        if (text(value) == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw invalid(name, "must be a time zone of the IANA database, such as Europe/Berlin");
        }
    }

    static <E extends Enum<E>> E oneOf(Class<E> type, String name, String value) {
        if (text(value) == null) {
            return null;
        }
        try {
            return Enum.valueOf(type, value);
        } catch (IllegalArgumentException e) {
            var names =
                    Arrays.stream(type.getEnumConstants())
                            .map(Enum::name)
                            .collect(Collectors.joining(", "));
            throw invalid(name, "must be one of " + names);
        }
    }

    /// Null when absent.
    static Dimension group(String name, String value) {
        return switch (text(value)) {
            case null -> null;
            case "model" -> Dimension.MODEL;
            case "provider" -> Dimension.PROVIDER;
            case "key" -> Dimension.KEY;
            case "user" -> Dimension.ACCOUNT;
            default -> throw invalid(name, "must be one of model, provider, key, user");
        };
    }

    static int count(String name, String value, int fallback, int max) {
        if (text(value) == null) {
            return fallback;
        }
        try {
            int count = Integer.parseInt(value);
            if (count >= 1 && count <= max) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw invalid(name, "must be a whole number from 1 to " + max);
        }
        throw invalid(name, "must be a whole number from 1 to " + max);
    }
}
