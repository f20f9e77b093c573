package io.smoothllm.model.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Wire;
import org.junit.jupiter.api.Test;

class TokenCountsTest {
    @Test
    void everyCountKeepsItsPlaceOnTheWire() {
        var tokens = new TokenCounts(60, 50, 40, 30, 20, 10);

        assertThat(Wire.read(Wire.write(tokens), TokenCounts.class)).isEqualTo(tokens);
    }

    @Test
    void anOlderProxyKnowsOfNothingThatIsCachedForAnHour() {
        var json = "{\"input\":6,\"cachedInput\":5,\"cacheWrite\":4,\"output\":2,\"reasoning\":1}";

        assertThat(Wire.read(json.getBytes(UTF_8), TokenCounts.class))
                .isEqualTo(new TokenCounts(6, 5, 4, 2, 1));
    }
}
