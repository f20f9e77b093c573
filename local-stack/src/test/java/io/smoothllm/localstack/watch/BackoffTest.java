package io.smoothllm.localstack.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToTheLongest() {
        var waits = IntStream.rangeClosed(1, 8).mapToObj(Backoff.USUAL::after);

        assertThat(waits.map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void staysAtTheLongestHoweverOftenItFails() {
        assertThat(Backoff.USUAL.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }
}
