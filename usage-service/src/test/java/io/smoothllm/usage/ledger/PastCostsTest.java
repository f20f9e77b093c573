package io.smoothllm.usage.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.usage.rollup.KnownNames;
import io.smoothllm.usage.rollup.Rollups;
import io.smoothllm.usage.testing.Books;
import io.smoothllm.usage.testing.Calls;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A changed price never changes the past.
@QuarkusTest
class PastCostsTest {
    @Inject DataSource database;

    private Ledger ledger;
    private Books books;

    @BeforeEach
    void open() {
        books = new Books(database);
        ledger = new Ledger(database, new LedgerDays(database), new Rollups(), new KnownNames());
    }

    @Test
    void eachCallKeepsTheCostAndTheVersionItWasChargedBy() throws SQLException {
        var calls = Calls.calls();
        ledger.record(List.of(calls.costing("0.10").pricedBy(7).next()));

        ledger.record(List.of(calls.costing("0.25").pricedBy(8).next()));

        assertThat(charged(calls)).isEqualTo("7: 0.1, 8: 0.25");
        assertThat(books.rollupOf(calls.account().id(), "rollup_day", "DETAIL").costUsd())
                .isEqualTo(new BigDecimal("0.35"));
    }

    @Test
    void aCallThatComesAgainByOtherPricesStaysAsItWas() throws SQLException {
        var calls = Calls.calls();
        var first = calls.costing("0.10").pricedBy(7).next();
        ledger.record(List.of(first));
        var event = first.eventId();

        var again = calls.numbered(event.instance(), event.sequence()).costing("0.25").pricedBy(8);
        ledger.record(List.of(again.next()));

        assertThat(charged(calls)).isEqualTo("7: 0.1");
        for (var table : List.of("rollup_quarter_hour", "rollup_day")) {
            assertThat(books.rollupOf(calls.account().id(), table, "DETAIL"))
                    .isEqualTo(books.ledgerOf(calls.account().id()));
        }
    }

    private String charged(Calls calls) {
        return books.single(
                String.class,
                "select string_agg(price_version || ': ' || cost_usd, ', ' order by price_version)"
                        + " from ledger where account_id = ?",
                calls.account().id());
    }
}
