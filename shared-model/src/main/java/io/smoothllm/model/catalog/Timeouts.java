package io.smoothllm.model.catalog;

import java.time.Duration;

/// How patient a call to a provider is. ISO-8601 durations in JSON (`"PT30S"`), each more than zero
/// and at most an hour.
///
/// @param connect TCP and TLS
/// @param firstByte from the request's last byte to the answer's first
/// @param idle between two reads of a body
public record Timeouts(Duration connect, Duration firstByte, Duration idle) {
    public static final Timeouts DEFAULT = new Timeouts(null, null, null);

    public Timeouts {
        connect = bounded(connect, Duration.ofSeconds(5), "connect");
        firstByte = bounded(firstByte, Duration.ofMinutes(2), "firstByte");
        idle = bounded(idle, Duration.ofMinutes(1), "idle");
    }

    private static Duration bounded(Duration given, Duration fallback, String name) {
        if (given == null) {
            return fallback;
        }
        if (!given.isPositive() || given.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " must be more than zero and at most PT1H");
        }
        return given;
    }
}
