package io.smoothllm.usage.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// How long a bucket is. Buckets begin at multiples of their length since 1970, in UTC.
public enum Level {
    /// The finest step at which any time zone's day begins (Nepal is at +05:45).
    QUARTER_HOUR("rollup_quarter_hour", Duration.ofMinutes(15)),
    DAY("rollup_day", Duration.ofDays(1));

    private final String table;
    private final long seconds;

    Level(String table, Duration length) {
        this.table = table;
        this.seconds = length.toSeconds();
    }

    public String table() {
        return table;
    }

    /// The start of the bucket that holds `time`.
    public Instant floor(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }

    /// The first start of a bucket that is not before `time`.
    public Instant ceiling(Instant time) {
        var floor = floor(time);
        return floor.equals(time) ? time : floor.plusSeconds(seconds);
    }

    /// Buckets between two starts.
    public long between(Instant from, Instant to) {
        return (to.getEpochSecond() - from.getEpochSecond()) / seconds;
    }

    /// From a start, inclusive, to another.
    public Stream<Instant> startsBetween(Instant from, Instant to) {
        return Stream.iterate(from, start -> start.isBefore(to), it -> it.plusSeconds(seconds));
    }

    public boolean isStart(Instant time) {
        return floor(time).equals(time);
    }
}
