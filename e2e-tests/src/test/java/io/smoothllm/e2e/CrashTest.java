package io.smoothllm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.bench.chaos.Chaos;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/// `./smoothllm bench chaos` in short: whatever is killed, the ledger equals what was served.
class CrashTest {
    private static final int KILLS = 4;

    @Test
    void everyCallIsARowOnceAndToTheLastTokenWhateverIsKilledAndWhen() {
        var plan =
                new Chaos.Plan(
                        ThreadLocalRandom.current().nextInt(1_000_000),
                        KILLS,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(3));

        var outcome = new Chaos(RunningStack.get().stack(), plan, System.out::println).run();

        System.out.println(outcome.text());
        assertThat(outcome.differences()).as(outcome.text()).isEmpty();
    }
}
