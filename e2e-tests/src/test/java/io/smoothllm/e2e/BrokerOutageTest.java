package io.smoothllm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.bench.outage.Outage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// `./smoothllm bench outage` in short: a broker that is away is nothing that clients notice.
class BrokerOutageTest {
    private static final int WINDOWS = 2;

    @Test
    void noCallFailsWhileTheBrokerIsAwayAndEverythingArrivesAfterwards() {
        var plan = new Outage.Plan(Duration.ofSeconds(6), WINDOWS);

        var outcome = new Outage(RunningStack.get().stack(), plan, System.out::println).run();

        assertThat(outcome.failed()).as(outcome.text()).isZero();
        assertThat(outcome.differences()).as(outcome.text()).isEmpty();
    }
}
