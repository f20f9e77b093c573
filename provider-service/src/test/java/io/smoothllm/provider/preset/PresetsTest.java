package io.smoothllm.provider.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.upstream.BaseUrl;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PresetsTest {
    static final List<Preset> ALL = Presets.ALL;

    /// Saved providers refer to them, so none may ever be missing here.
    @Test
    void everyNameIsKeptForGood() {
        assertThat(ALL)
                .extracting(Preset::name)
                .containsExactly(
                        "openai",
                        "anthropic",
                        "gemini",
                        "azure-openai",
                        "bedrock",
                        "mistral",
                        "groq",
                        "deepseek",
                        "xai",
                        "openrouter",
                        "together",
                        "fireworks",
                        "ollama",
                        "vllm",
                        "llama-cpp",
                        "lm-studio");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void eachSaysWhereItIsAndWhatItsKeyIsCalled(Preset preset) {
        assertThat(preset.displayName()).isNotBlank();
        assertThat(preset.docs()).hasScheme("https");
        assertThat(preset.keyRequired() ? preset.keyVariable() : "ANY_KEY").matches("[A-Z_]+");
        if (preset.baseUrl() == null) {
            assertThat(preset.baseUrlHint()).startsWith("https://");
        } else {
            assertThat(BaseUrl.of(preset.baseUrl().toString(), preset.dialect()).uri())
                    .as("in the one form that is stored")
                    .isEqualTo(preset.baseUrl());
        }
    }

    /// Those who invented a dialect are its default.
    @ParameterizedTest
    @FieldSource("ALL")
    void onlyOpenAisManyImitatorsDifferFromADefault(Preset preset) {
        boolean imitator = preset.dialect() == Dialect.OPENAI && !preset.name().equals("openai");

        assertThat(preset.compatibility().developerRole()).isEqualTo(!imitator);
        if (preset.dialect() != Dialect.OPENAI) {
            assertThat(preset.compatibility()).isEqualTo(Compatibility.DEFAULT);
        }
    }

    @Test
    void everySwitchOfADraftIsTheOneItIsCalledAfter() {
        var all =
                new PresetDraft("x", "X", Dialect.OPENAI)
                        .withoutStreamOptions()
                        .withoutDeveloperRole()
                        .withoutMaxCompletionTokens()
                        .withResponses()
                        .withReasoningContent()
                        .withoutJsonSchema()
                        .documentedAt("https://x.test");

        assertThat(all.compatibility())
                .isEqualTo(new Compatibility(false, false, false, true, true, false, null, null));
    }

    @Test
    void whatNobodyKnowsIsNotFound() {
        assertThat(Presets.find("nobody")).isEmpty();
        assertThat(Presets.find(null)).isEmpty();
    }
}
