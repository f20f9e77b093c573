package io.smoothllm.usage.report;

import io.smoothllm.usage.rollup.Level;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/// The days of a time zone that a range touches. A day begins at its first moment there, so it has
/// 23 or 25 hours when the clocks change.
///
/// @param dates in order
/// @param starts of each, in the same order
record LocalDays(List<LocalDate> dates, List<Instant> starts) {
    static final int MOST = 400;

    static LocalDays of(Instant from, Instant to, ZoneId zone) {
        var first = LocalDate.ofInstant(from, zone);
        var last = LocalDate.ofInstant(to.minusNanos(1), zone);
        if (first.plusDays(MOST).compareTo(last) <= 0) {
            throw Parameters.invalid("from", "must be at most " + MOST + " days before to");
        }
        var dates = first.datesUntil(last.plusDays(1)).toList();
        var starts = dates.stream().map(day -> day.atStartOfDay(zone).toInstant()).toList();
        if (!starts.stream().allMatch(Level.QUARTER_HOUR::isStart)) {
            throw Parameters.invalid(
                    "timezone", "has days that do not begin on a quarter of an hour");
        }
        return new LocalDays(dates, starts);
    }
}
