package io.smoothllm.usage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.usage.problem.UsageProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalDaysTest {
    @Test
    void theDayTheClocksGoForwardHas23Hours() {
        var days = days("2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", "Europe/Berlin");

        assertThat(days.dates()).containsExactly(date(3, 28), date(3, 29), date(3, 30));
        assertThat(lengths(days)).containsExactly(Duration.ofHours(24), Duration.ofHours(23));
    }

    @Test
    void theDayTheClocksGoBackHas25Hours() {
        var days = days("2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", "Europe/Berlin");

        assertThat(lengths(days)).containsExactly(Duration.ofHours(24), Duration.ofHours(25));
    }

    @Test
    void aDayWithoutMidnightBeginsAtItsFirstMoment() {
        // Beirut's clocks go from 24:00 to 1:00.
        var days = days("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z", "Asia/Beirut");

        assertThat(days.starts()).last().isEqualTo(Instant.parse("2026-03-28T22:00:00Z"));
    }

    @Test
    void daysOfHalfAndThreeQuarterHourZonesBeginOnQuarters() {
        var india = days("2026-02-27T18:30:00Z", "2026-02-28T18:30:00Z", "Asia/Kolkata");
        var nepal = days("2026-02-27T18:15:00Z", "2026-02-28T18:15:00Z", "Asia/Kathmandu");

        assertThat(india.dates()).containsExactly(date(2, 28));
        assertThat(nepal.dates()).containsExactly(date(2, 28));
        assertThat(nepal.starts()).containsExactly(Instant.parse("2026-02-27T18:15:00Z"));
    }

    @Test
    void aMonthHasAllItsDaysAndNoneOfTheNext() {
        var days = days("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "UTC");

        assertThat(days.dates()).hasSize(28).first().isEqualTo(date(2, 1));
        assertThat(days.dates()).last().isEqualTo(date(2, 28));
    }

    @Test
    void moreThan400DaysAreRefused() {
        var from = Instant.parse("2025-01-01T00:00:00Z");

        assertThat(LocalDays.of(from, from.plus(Duration.ofDays(400)), ZoneId.of("UTC")).dates())
                .hasSize(400);
        assertThatThrownBy(
                        () -> LocalDays.of(from, from.plus(Duration.ofDays(401)), ZoneId.of("UTC")))
                .isInstanceOf(UsageProblemException.class)
                .hasMessageContaining("from");
    }

    @Test
    void aZoneWithSecondsIsRefused() {
        assertThatThrownBy(() -> days("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "+01:07:30"))
                .isInstanceOf(UsageProblemException.class)
                .hasMessageContaining("timezone");
    }

    private static LocalDays days(String from, String to, String zone) {
        return LocalDays.of(Instant.parse(from), Instant.parse(to), ZoneId.of(zone));
    }

    private static LocalDate date(int month, int day) {
        return LocalDate.of(2026, month, day);
    }

    private static List<Duration> lengths(LocalDays days) {
        var starts = days.starts();
        return IntStream.range(1, starts.size())
                .mapToObj(i -> Duration.between(starts.get(i - 1), starts.get(i)))
                .toList();
    }
}
