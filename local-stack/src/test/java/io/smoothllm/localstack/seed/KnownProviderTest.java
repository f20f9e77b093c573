package io.smoothllm.localstack.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownProviderTest {
    @Test
    void isThereWhenItsKeyIs() {
        var found =
                KnownProvider.in(
                        Map.of("OPENAI_API_KEY", "sk-1", "GROQ_API_KEY", " ", "PATH", "/bin"));

        assertThat(found).extracting(KnownProvider::name).containsExactly("openai");
    }
}
