package io.smoothllm.usage.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.ledger.SeparateLedger;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Calls.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A hundred calls that took 0.1 s to 10 s, and as many of a slow model that took a hundred times
/// as long. Spread over days, so that many rows merge.
class PercentilesTest {
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-10T00:00:00Z");
    private static final Percentage CLOSE = Percentage.withPercentage(5);

    private static final Named ADA = Named.of("ada");

    private static SeparateLedger ledger;

    @BeforeAll
    static void fill() {
        ledger = new SeparateLedger("percentiles");
        var calls = new ArrayList<UsageRecord>();
        for (long i = 1; i <= 100; i++) {
            var at = FROM.plus(Duration.ofHours(i));
            var fast = Calls.calls().at(at).by(ADA).model("fast").tagged("prod", "t" + i % 3);
            calls.add(fast.taking(100 * i, 10 * i).next());
            var slow = Calls.calls().at(at).model("slow").status(CallStatus.CLIENT_GONE);
            calls.add(slow.taking(10_000 * i, 1000 * i).next());
        }
        ledger.record(calls);
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void percentilesComeFromTheMergedHistograms() {
        var totals = totals(null, null, null, null);

        assertThat(totals.requests()).isEqualTo(200);
        assertThat(totals.latencyMs().p50()).isCloseTo(10_000, CLOSE);
        assertThat(totals.latencyMs().p95()).isCloseTo(900_000, CLOSE);
        assertThat(totals.latencyMs().p99()).isCloseTo(980_000, CLOSE);
    }

    @Test
    void percentilesAreThoseOfTheCallsThatWerePicked() {
        for (var fast :
                List.of(
                        totals(ADA.id(), null, null, null),
                        totals(null, "fast", null, null),
                        totals(null, null, CallStatus.SUCCEEDED, null),
                        totals(null, null, null, "prod"))) {
            assertThat(fast.latencyMs().p50()).isCloseTo(5_000, CLOSE);
            assertThat(fast.latencyMs().p99()).isCloseTo(9_900, CLOSE);
            assertThat(fast.firstTokenMs().p95()).isCloseTo(950, CLOSE);
        }
        assertThat(totals(null, "slow", null, null).latencyMs().p50()).isCloseTo(500_000, CLOSE);
    }

    @Test
    void aPercentileOfATagIsOfItsCallsAlone() {
        // 1, 4, 7, … 100: 34 calls, the middle ones at 49 and 52.
        assertThat(totals(null, null, null, "t1").latencyMs().p50()).isCloseTo(4_900, CLOSE);
        assertThat(totals(null, null, null, "t1").requests()).isEqualTo(34);
    }

    private static Totals totals(UUID account, String model, CallStatus status, String tag) {
        return new Reports(ledger.database())
                .totals(new Filter(FROM, TO, account, null, null, model, status, tag));
    }
}
