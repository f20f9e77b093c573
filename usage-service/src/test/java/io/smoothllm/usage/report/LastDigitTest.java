package io.smoothllm.usage.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Money;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.ledger.SeparateLedger;
import io.smoothllm.usage.rollup.Dimension;
import io.smoothllm.usage.testing.Calls.Named;
import io.smoothllm.usage.testing.VariedCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever way the same calls are divided, the parts are the whole.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LastDigitTest {
    /// What must add up. Percentiles need not.
    private record Sum(long requests, long errors, long tokens, Money costUsd) {
        static final Sum NONE = new Sum(0, 0, 0, Money.ZERO);

        static Sum of(Totals totals) {
            return new Sum(
                    totals.requests(),
                    totals.errors(),
                    totals.inputTokens()
                            + totals.outputTokens()
                            + totals.reasoningTokens()
                            + totals.cachedInputTokens()
                            + totals.cacheWriteTokens()
                            + totals.cacheWriteHourTokens(),
                    totals.costUsd());
        }

        Sum plus(Sum other) {
            return new Sum(
                    requests + other.requests,
                    errors + other.errors,
                    tokens + other.tokens,
                    costUsd.plus(other.costUsd));
        }
    }

    private final Named ada = Named.of("ada");
    private final Named bob = Named.of("bob");
    private final SeparateLedger ledger = new SeparateLedger("last_digit");

    @AfterEach
    void empty() {
        ledger.empty();
    }

    @AfterAll
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2026-03-27T00:00:00Z, UTC",
        "2, 2026-03-27T18:15:00Z, Asia/Kathmandu",
        "3, 2026-04-03T13:30:00Z, Australia/Lord_Howe",
        "4, 2028-02-27T05:00:00Z, America/New_York"
    })
    void moneyAddsUpToTheLastDigitHoweverItIsDivided(long seed, Instant from, ZoneId zone) {
        var to = from.plus(Duration.ofDays(4));
        var calls = new VariedCalls(new Random(seed), ada, bob).between(from, to, 250);
        ledger.record(calls);

        var everyone = filter(from, to, null);
        var adas = filter(from, to, ada);

        assertEveryDivisionIs(cost(calls), calls.size(), everyone, zone);
        var own = calls.stream().filter(call -> call.accountId().equals(ada.id())).toList();
        assertEveryDivisionIs(cost(own), own.size(), adas, zone);
    }

    private void assertEveryDivisionIs(Money cost, long requests, Filter filter, ZoneId zone) {
        var reports = new Reports(ledger.database());
        var total = Sum.of(reports.totals(filter));
        assertThat(total.costUsd()).isEqualTo(cost);
        assertThat(total.requests()).isEqualTo(requests);

        assertThat(sum(reports.daily(filter, zone), Reports.Day::totals)).isEqualTo(total);
        for (var dimension :
                List.of(Dimension.KEY, Dimension.PROVIDER, Dimension.MODEL, Dimension.ACCOUNT)) {
            assertThat(sum(reports.by(dimension, filter), Reports.Group::totals))
                    .as("by %s", dimension)
                    .isEqualTo(total);
            var days = new DailyGroups(ledger.database()).daily(filter, zone, dimension);
            assertThat(days)
                    .allSatisfy(
                            day ->
                                    assertThat(sum(day.groups(), DailyGroups.DayGroup::totals))
                                            .as("%s by %s", day.date(), dimension)
                                            .isEqualTo(Sum.of(day.totals())));
            assertThat(sum(days, Reports.Day::totals)).isEqualTo(total);
        }
        var pages = pages(filter);
        assertThat(pages).hasSize((int) requests).doesNotHaveDuplicates();
        assertThat(pages.stream().map(RecentCall::costUsd).reduce(Money.ZERO, Money::plus))
                .isEqualTo(cost);
    }

    private List<RecentCall> pages(Filter filter) {
        var recent = new RecentCalls(ledger.database());
        var calls = new ArrayList<RecentCall>();
        var page = recent.page(filter, null, null, 37);
        calls.addAll(page.items());
        while (page.next() != null) {
            page = recent.page(filter, null, Cursor.parse(page.next()), 37);
            calls.addAll(page.items());
        }
        return calls;
    }

    private static <T> Sum sum(List<T> parts, Function<T, Totals> totals) {
        return parts.stream().map(totals).map(Sum::of).reduce(Sum.NONE, Sum::plus);
    }

    private static Money cost(List<UsageRecord> calls) {
        return calls.stream().map(UsageRecord::costUsd).reduce(Money.ZERO, Money::plus);
    }

    private static Filter filter(Instant from, Instant to, Named account) {
        return new Filter(
                from, to, account == null ? null : account.id(), null, null, null, null, null);
    }
}
