package io.smoothllm.proxy.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiModelTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gemini-1.5-pro-002|None[]",
                "gemini-2.0-flash-001|None[]",
                "gemini-2.5-pro|Budget[least=128, most=32768, canBeOff=false]",
                "models/gemini-2.5-pro|Budget[least=128, most=32768, canBeOff=false]",
                "gemini-2.5-flash|Budget[least=1, most=24576, canBeOff=true]",
                "gemini-2.5-flash-lite-preview-09-2025|Budget[least=512, most=24576, canBeOff=true]",
                "gemini-3-flash-preview|Levels[known=[MINIMAL, LOW, MEDIUM, HIGH]]",
                "gemini-3.1-flash-lite|Levels[known=[MINIMAL, LOW, MEDIUM, HIGH]]",
                "gemini-3.1-pro-preview|Levels[known=[LOW, MEDIUM, HIGH]]",
                "gemini-3.6-flash|Levels[known=[MINIMAL, LOW, MEDIUM, HIGH]]",
                "gemini-3.7-flash|Levels[known=[LOW, MEDIUM, HIGH]]",
                "Gemini-4-Neon|Levels[known=[LOW, MEDIUM, HIGH]]",
                "gemini-flash-latest|Levels[known=[LOW, MEDIUM, HIGH]]",
                "tunedModels/mine|Levels[known=[LOW, MEDIUM, HIGH]]",
                "gemma-3-27b-it|None[]",
                "gemma-4-31b-it|Levels[known=[MINIMAL, HIGH]]",
            })
    void thinkingIsSaidAsTheGenerationTakesIt(String name, String thinking) {
        assertThat(GeminiModel.named(name).thinking()).hasToString(thinking);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gemini-3-pro-preview",
                "gemini-3.8-flash",
                "gemini-4-argon",
                "gemini-flash-latest"
            })
    void signaturesAreWantedFromGemini3On(String name) {
        var model = GeminiModel.named(name);

        assertThat(model.wantsSignatures()).isTrue();
        assertThat(model.takesMediaInResults()).isTrue();
        assertThat(model.takesPenalties()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"gemini-2.5-pro, false", "gemini-2.0-flash, true", "gemma-3-4b-it, false"})
    void earlierModelsWantNoSignatures(String name, boolean penalties) {
        var model = GeminiModel.named(name);

        assertThat(model.wantsSignatures()).isFalse();
        assertThat(model.takesMediaInResults()).isFalse();
        assertThat(model.takesPenalties()).isEqualTo(penalties);
    }
}
