package io.smoothllm.usage.ledger;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.testing.Calls;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerDaysTest {
    private static final String DAYS =
            "select inhrelid::regclass from pg_inherits where inhparent = 'ledger'::regclass order by 1::text";

    private final SeparateLedger ledger = new SeparateLedger("ledger_days");
    private LedgerDays days;

    @BeforeEach
    void open() {
        days = new LedgerDays(ledger.database());
    }

    @AfterEach
    void empty() {
        ledger.empty();
    }

    @AfterAll
    void close() {
        ledger.close();
    }

    @Test
    void theComingWeekIsMadeAheadOverTheEndOfALeapYearsFebruary() throws SQLException {
        days.keepAhead(LocalDate.of(2028, 2, 26));

        assertThat(ledger.texts(DAYS))
                .containsExactly(
                        "ledger_20280226",
                        "ledger_20280227",
                        "ledger_20280228",
                        "ledger_20280229",
                        "ledger_20280301",
                        "ledger_20280302",
                        "ledger_20280303",
                        "ledger_20280304");
    }

    @Test
    void eachNewDayOneMoreIsMadeOverTheEndOfTheYear() throws SQLException {
        days.keepAhead(LocalDate.of(2026, 12, 30));

        days.keepAhead(LocalDate.of(2026, 12, 31));

        assertThat(ledger.texts(DAYS)).hasSize(9).last().isEqualTo("ledger_20270107");
    }

    @Test
    void theFirstAndTheLastMomentOfEachDayAreItsOwn() {
        for (var day = LocalDate.of(2028, 2, 27);
                day.isBefore(LocalDate.of(2028, 3, 3));
                day = day.plusDays(1)) {
            var starts = day.atStartOfDay(UTC).toInstant();
            var ends = day.plusDays(1).atStartOfDay(UTC).toInstant();
            ledger.record(List.of(call(starts), call(ends.minusNanos(1))));

            assertThat(
                            ledger.texts(
                                    "select count(*) from ledger_"
                                            + day.toString().replace("-", "")))
                    .containsExactly("2");
        }
    }

    private static UsageRecord call(Instant at) {
        return Calls.calls().at(at).next();
    }
}
