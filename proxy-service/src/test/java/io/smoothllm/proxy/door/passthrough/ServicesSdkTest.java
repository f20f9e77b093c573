package io.smoothllm.proxy.door.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.IssuedKey;
import io.smoothllm.testing.fixtures.ModelFixture;
import io.smoothllm.testing.quarkus.KafkaResource;
import io.smoothllm.testing.simulator.ProviderSimulator;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// OpenAI's own client, the proxy, and a provider that counts what it serves.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class ServicesSdkTest {
    private final World world = World.get();
    private final ProviderSimulator simulator = new ProviderSimulator().start();
    private final IssuedKey key = world.key();
    private final String model = World.unique("service");
    private final String upstream = "sim-" + model;
    private OpenAIClient client;

    @BeforeEach
    void connect() {
        world.connect(
                world.aProvider(Dialect.OPENAI, simulator.openAiBaseUrl().toString(), model)
                        .withoutModels()
                        .with(ModelFixture.model(model).upstream(upstream).costing("1", "1")),
                key);
        client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(World.url() + "/v1")
                        .apiKey(key.secret())
                        .maxRetries(0)
                        .responseValidation(true)
                        .build();
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    /// What the proxy booked is what the provider served, token by token.
    private void assertMetered() {
        var served = simulator.ledger().ofModel(upstream);
        assertThat(served).hasSize(1);
        var usage = world.usageOf(model);
        assertThat(usage.tokens()).isEqualTo(served.getFirst().tokens());
        assertThat(usage.tokens()).isNotEqualTo(TokenCounts.NONE);
        assertThat(usage.estimated()).isFalse();
    }

    @Test
    void textsBecomeVectors() {
        var vectors =
                client.embeddings()
                        .create(
                                EmbeddingCreateParams.builder()
                                        .model(model)
                                        .input("Grüß dich 🙂")
                                        .build());

        assertThat(vectors.data().getFirst().embedding()).hasSize(256);
        assertMetered();
    }

    @Test
    void aTextGoesOn() {
        var text = new StringBuilder();
        // Its types say that every chunk has a reason to end; those of the API's streams do not.
        try (var chunks =
                client.withOptions(options -> options.responseValidation(false))
                        .completions()
                        .createStreaming(
                                CompletionCreateParams.builder()
                                        .model(model)
                                        .prompt("Once upon")
                                        .maxTokens(100)
                                        .build())) {
            chunks.stream()
                    .forEach(
                            chunk -> {
                                assertThat(chunk.usage()).isEmpty();
                                text.append(chunk.choices().getFirst().text());
                            });
        }

        assertThat(text).startsWith("Hello from " + upstream).endsWith("🙂");
        assertMetered();
    }

    @Test
    void aPictureIsDrawn() {
        var drawn =
                client.images()
                        .generate(
                                ImageGenerateParams.builder().model(model).prompt("a cat").build());

        assertThat(drawn.data().orElseThrow().getFirst().b64Json()).isPresent();
        assertMetered();
    }

    @Test
    void aPictureIsChanged() {
        var changed =
                client.images()
                        .edit(
                                ImageEditParams.builder()
                                        .model(model)
                                        .prompt("a cat")
                                        .image(new ByteArrayInputStream(new byte[3_000_000]))
                                        .build());

        assertThat(changed.usage().orElseThrow().inputTokens()).isEqualTo(87);
        assertMetered();
    }

    @Test
    void aRecordingIsHeard() {
        var heard =
                client.audio()
                        .transcriptions()
                        .create(
                                TranscriptionCreateParams.builder()
                                        .model(model)
                                        .file(new byte[3_000_000])
                                        .build());

        assertThat(heard.asTranscription().text()).contains("3000000 bytes");
        assertMetered();
    }

    @Test
    void aRecordingIsHeardWordByWord() {
        try (var events =
                client.audio()
                        .transcriptions()
                        .createStreaming(
                                TranscriptionCreateParams.builder()
                                        .model(model)
                                        .file(new byte[1000])
                                        .build())) {
            var last =
                    events.stream()
                            .filter(TranscriptionStreamEvent::isTranscriptTextDone)
                            .findFirst()
                            .orElseThrow();
            assertThat(last.asTranscriptTextDone().text()).contains("1000 bytes");
        }
        assertMetered();
    }

    @Test
    void aTextIsReadAloud() throws Exception {
        try (var sound =
                client.audio()
                        .speech()
                        .create(
                                SpeechCreateParams.builder()
                                        .model(model)
                                        .input("Hi")
                                        .voice("alloy")
                                        .build())) {
            assertThat(sound.body().readAllBytes()).hasSize(2_000);
        }

        assertThat(world.usageOf(model).estimated()).isTrue();
    }

    @Test
    void aTextIsJudged() {
        var verdict =
                client.moderations()
                        .create(
                                ModerationCreateParams.builder()
                                        .model(model)
                                        .input("I hurt you")
                                        .build());

        assertThat(verdict.results().getFirst().flagged()).isTrue();
    }

    @Test
    void whatTheProviderRefusesTheClientUnderstands() {
        assertThatThrownBy(
                        () ->
                                client.images()
                                        .generate(
                                                ImageGenerateParams.builder()
                                                        .model(model)
                                                        .prompt("")
                                                        .build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class,
                        refused -> assertThat(refused.param()).contains("prompt"));
    }
}
