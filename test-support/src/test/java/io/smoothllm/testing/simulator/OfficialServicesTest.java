package io.smoothllm.testing.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What OpenAI's own client makes of the simulator, besides chats.
class OfficialServicesTest {
    private static ProviderSimulator simulator;
    private static OpenAIClient openAi;

    @BeforeAll
    static void start() {
        simulator = new ProviderSimulator().start();
        openAi =
                OpenAIOkHttpClient.builder()
                        .apiKey("sk-any")
                        .baseUrl(simulator.openAiBaseUrl().toString())
                        .maxRetries(0)
                        .responseValidation(true)
                        .build();
    }

    @AfterAll
    static void stop() {
        openAi.close();
        simulator.close();
    }

    @Test
    void responsesAreTheSameStreamedAndWhole() {
        var params = ResponseCreateParams.builder().model("sim-small").input("Hallo 🙂").build();

        var whole = openAi.responses().create(params);
        var streamed = ResponseAccumulator.create();
        try (var events = openAi.responses().createStreaming(params)) {
            events.stream().forEach(streamed::accumulate);
        }

        var text = whole.output().getFirst().asMessage().content().getFirst().asOutputText();
        assertThat(text.text()).startsWith("Hello from sim-small");
        assertThat(
                        streamed.response()
                                .output()
                                .getFirst()
                                .asMessage()
                                .content()
                                .getFirst()
                                .asOutputText()
                                .text())
                .isEqualTo(text.text());
        assertThat(streamed.response().usage().orElseThrow().outputTokens())
                .isEqualTo(whole.usage().orElseThrow().outputTokens());
    }

    @Test
    void completionsAndModerationsAreUnderstood() {
        var completion =
                openAi.completions()
                        .create(
                                CompletionCreateParams.builder()
                                        .model("sim-complete")
                                        .prompt("Once upon")
                                        .build());
        var moderation =
                openAi.moderations()
                        .create(ModerationCreateParams.builder().input("I hurt you").build());

        assertThat(completion.choices().getFirst().text()).startsWith("Hello from");
        assertThat(completion.usage().orElseThrow().completionTokens()).isEqualTo(16);
        assertThat(moderation.results().getFirst().flagged()).isTrue();
    }

    @Test
    void picturesAndSoundsAreUnderstood() throws Exception {
        var picture =
                openAi.images()
                        .generate(
                                ImageGenerateParams.builder()
                                        .model("sim-image")
                                        .prompt("a cat")
                                        .build());
        var heard =
                openAi.audio()
                        .transcriptions()
                        .create(
                                TranscriptionCreateParams.builder()
                                        .model("sim-hear")
                                        .file(new byte[5_000])
                                        .build());
        try (var sound =
                openAi.audio()
                        .speech()
                        .create(
                                SpeechCreateParams.builder()
                                        .model("sim-speak")
                                        .input("Hi")
                                        .voice("alloy")
                                        .build())) {
            assertThat(sound.body().readAllBytes()).hasSize(2_000);
        }

        assertThat(picture.usage().orElseThrow().outputTokens()).isEqualTo(272);
        assertThat(heard.asTranscription().text()).contains("5000 bytes");
    }
}
