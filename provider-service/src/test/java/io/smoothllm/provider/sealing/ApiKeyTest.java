package io.smoothllm.provider.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ApiKeyTest {
    @Test
    void strayBlanksAroundAPastedKeyAreDropped() {
        assertThat(ApiKey.of(" sk-1\n").reveal()).isEqualTo("sk-1");
    }

    @Test
    void aKeyDoesNotPrintItself() {
        assertThat(ApiKey.of("sk-very-secret")).asString().isEqualTo("ApiKey[…]");
    }

    @Test
    void theHintIsTheLastFourOfALongKey() {
        assertThat(ApiKey.of("123456789012").hint()).isEqualTo("9012");
        assertThat(ApiKey.of("12345678901").hint()).isNull();
    }

    @Test
    void whatCouldBreakAHeaderIsRefusedWithoutRepeatingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiKey.of("sk-1\r\nX: 1"))
                .withMessageNotContaining("sk-1");
    }

    @Test
    void aRepeatedKeyIsCutOut() {
        assertThat(ApiKey.of("sk-very-secret").scrub("no: sk-very-secret!"))
                .isEqualTo("no: [api key]!");
    }

    @Test
    void everyPartOfAnAwsKeyIsCutOut() {
        var key = ApiKey.of("ASIAPLANTED0001:secret/Of+Forty:token==");

        assertThat(key.scrub("ASIAPLANTED0001 signs with secret/Of+Forty and token== here"))
                .isEqualTo("[api key] signs with [api key] and [api key] here");
    }

    @Test
    void aPlaceholderIsNoSecret() {
        assertThat(ApiKey.of("ollama").scrub("ollama/llama3")).isEqualTo("ollama/llama3");
    }
}
