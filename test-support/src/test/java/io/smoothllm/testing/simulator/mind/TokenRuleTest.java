package io.smoothllm.testing.simulator.mind;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRuleTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "abcd", "abcde", "Grüße", "東京", "👨‍👩‍👧"})
    void countsAQuarterOfTheBytesRoundedUp(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;

        assertThat(TokenRule.utf8Length(text)).isEqualTo(bytes);
        assertThat(TokenRule.of(text)).isEqualTo((bytes + 3) / 4);
        assertThat(TokenRule.start(text, 1).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(4);
        assertThat(text).startsWith(TokenRule.start(text, 1));
    }
}
