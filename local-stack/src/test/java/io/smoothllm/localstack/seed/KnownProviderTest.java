package io.smoothllm.localstack.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.localstack.seed.KnownProvider.MissingPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class KnownProviderTest {
    static final List<KnownProvider> ALL = KnownProvider.ALL;

    @Test
    void isThereWhenItsKeyIs() {
        var found =
                KnownProvider.in(
                        Map.of("OPENAI_API_KEY", "sk-1", "GROQ_API_KEY", " ", "PATH", "/bin"));

        assertThat(found).extracting(KnownProvider::name).containsExactly("openai");
    }

    @ParameterizedTest
    @CsvSource({
        "azure-openai, https://a.openai.azure.com, https://a.openai.azure.com/openai/v1",
        "azure-openai, https://a.openai.azure.com//, https://a.openai.azure.com/openai/v1",
        "azure-openai, https://a.openai.azure.com/openai/, https://a.openai.azure.com/openai",
        "azure-openai, not a url, not a url",
        "bedrock, ' eu-west-1 ', https://bedrock-runtime.eu-west-1.amazonaws.com"
    })
    void isWhereTheEnvironmentSays(String name, String value, String baseUrl) throws MissingPlace {
        var provider = named(name);

        assertThat(provider.baseUrl(Map.of(provider.place().variable(), value))).hasValue(baseUrl);
    }

    @Test
    void isWhereThePresetSaysWithoutAPlaceOfItsOwn() throws MissingPlace {
        assertThat(named("groq").baseUrl(Map.of())).isEmpty();
    }

    @Test
    void isNowhereWhenTheEnvironmentDoesNotSay() {
        assertThatThrownBy(() -> named("bedrock").baseUrl(Map.of("AWS_REGION", " ")))
                .isInstanceOf(MissingPlace.class)
                .hasMessage("AWS_REGION must be set, too");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void theHelpNamesEachVariable(KnownProvider provider) throws IOException {
        var help = Files.readString(Path.of("..", "smoothllm"));

        assertThat(help).contains(provider.variable());
        if (provider.place() != null) {
            assertThat(help).contains(provider.place().variable());
        }
    }

    /// Two lists, in two programs; this holds them together.
    @ParameterizedTest
    @FieldSource("ALL")
    void isAPresetWithThatKey(KnownProvider provider) throws IOException {
        var presets =
                Files.readString(
                        Path.of(
                                "../provider-service/src/main/java/io/smoothllm/provider/preset/Presets.java"));

        assertThat(presets)
                .containsPattern(
                        "(?s)PresetDraft\\(\"%s\",(?:(?!PresetDraft).)*?\\.key\\(\"%s\"\\)"
                                .formatted(provider.name(), provider.variable()));
    }

    private static KnownProvider named(String name) {
        return ALL.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }
}
