package io.smoothllm.usage.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.ledger.SeparateLedger;
import io.smoothllm.usage.rollup.Dimension;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Calls.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A call every half hour, and how many of them each day of a zone has.
class DaysTest {
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private static SeparateLedger ledger;

    @BeforeAll
    static void open() {
        ledger = new SeparateLedger("days");
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @ParameterizedTest
    @CsvSource({
        // The clocks go forward and back, by an hour.
        "Europe/Berlin,        2026-03-29, 23.0",
        "Europe/Berlin,        2026-10-25, 25.0",
        "America/New_York,     2026-03-08, 23.0",
        "America/New_York,     2026-11-01, 25.0",
        // In a zone of half hours, by an hour.
        "America/St_Johns,     2026-03-08, 23.0",
        "Australia/Adelaide,   2026-04-05, 25.0",
        // By half an hour.
        "Australia/Lord_Howe,  2026-10-04, 23.5",
        "Australia/Lord_Howe,  2026-04-05, 24.5",
        // At midnight, so that the day begins at one o'clock.
        "Asia/Beirut,          2026-03-29, 23.0",
        // Never, in zones of half and three quarter hours.
        "Asia/Kolkata,         2026-03-31, 24.0",
        "Asia/Kathmandu,       2026-02-28, 24.0",
        "Pacific/Chatham,      2026-04-05, 25.0",
        // Ends of months and years, and the day that is not always there.
        "UTC,                  2026-12-31, 24.0",
        "UTC,                  2028-02-29, 24.0",
        "Asia/Kathmandu,       2028-02-29, 24.0",
        "Pacific/Kiritimati,   2027-01-01, 24.0",
    })
    void aDayHasTheCallsOfAllItsHoursAndItsNeighboursTheirs(
            ZoneId zone, LocalDate date, double hours) {
        var account = Named.of("ada");
        var first = date.minusDays(1);
        var from = first.atStartOfDay(zone).toInstant();
        var to = date.plusDays(2).atStartOfDay(zone).toInstant();
        ledger.record(steadily(account, from, to));

        var days = new Reports(ledger.database()).daily(filter(account, from, to), zone);

        assertThat(days)
                .extracting(Reports.Day::date)
                .containsExactly(first, date, date.plusDays(1));
        assertThat(days.get(1).totals().requests()).isEqualTo(Math.round(hours * 2));
        assertThat(days)
                .extracting(day -> day.totals().requests())
                .containsExactly(
                        callsOn(first, zone), callsOn(date, zone), callsOn(date.plusDays(1), zone));
        assertThat(grouped(account, from, to, zone))
                .extracting(day -> day.groups().getFirst().totals().requests())
                .containsExactly(
                        callsOn(first, zone), callsOn(date, zone), callsOn(date.plusDays(1), zone));
    }

    private static List<Reports.Day> grouped(Named account, Instant from, Instant to, ZoneId zone) {
        return new DailyGroups(ledger.database())
                .daily(filter(account, from, to), zone, Dimension.MODEL);
    }

    private static long callsOn(LocalDate date, ZoneId zone) {
        return Duration.between(date.atStartOfDay(zone), date.plusDays(1).atStartOfDay(zone))
                .dividedBy(STEP);
    }

    /// Alternately at the first and at the last moment of a quarter hour.
    private static List<UsageRecord> steadily(Named account, Instant from, Instant to) {
        var calls = Calls.calls().by(account);
        var all = new ArrayList<UsageRecord>();
        for (var time = from; time.isBefore(to); time = time.plus(STEP)) {
            boolean atItsEnd = all.size() % 2 == 1;
            all.add(calls.at(atItsEnd ? time.plus(QUARTER).minusNanos(1000) : time).next());
        }
        return all;
    }

    private static Filter filter(Named account, Instant from, Instant to) {
        return new Filter(from, to, account.id(), null, null, null, null, null);
    }
}
