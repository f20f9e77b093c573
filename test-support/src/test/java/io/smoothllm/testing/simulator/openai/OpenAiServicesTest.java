package io.smoothllm.testing.simulator.openai;

import static io.smoothllm.testing.simulator.Wired.events;
import static io.smoothllm.testing.simulator.Wired.json;
import static io.smoothllm.testing.simulator.Wired.openAi;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.ProviderSimulator;
import io.smoothllm.testing.simulator.Wired;
import io.smoothllm.testing.simulator.Wired.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What OpenAI has besides chats.
class OpenAiServicesTest {
    private static ProviderSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = new ProviderSimulator().start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static HttpResponse<String> form(String path, byte[] file, String... fields) {
        var body = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            text(
                    body,
                    "--b\r\nContent-Disposition: form-data; name=\""
                            + fields[i]
                            + "\"\r\n\r\n"
                            + fields[i + 1]
                            + "\r\n");
        }
        if (file.length > 0) {
            var name = path.startsWith("/audio") ? "file" : "image";
            text(
                    body,
                    "--b\r\nContent-Disposition: form-data; name=\""
                            + name
                            + "\"; filename=\"f\"\r\n\r\n");
            body.writeBytes(file);
            text(body, "\r\n");
        }
        text(body, "--b--\r\n");
        return Wired.send(
                HttpRequest.newBuilder(URI.create(simulator.openAiBaseUrl() + path))
                        .header("authorization", "Bearer sk-any")
                        .header("content-type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build());
    }

    private static void text(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TokenCounts served(String model) {
        return simulator.ledger().ofModel(model).getLast().tokens();
    }

    @Test
    void aTextGoesOnWholeAndStreamed() {
        var body = "{\"model\":\"sim-complete\",\"prompt\":\"Once upon\",\"max_tokens\":100%s}";

        var whole = json(openAi(simulator, "/completions", body.formatted("")));
        var stream =
                events(
                        openAi(
                                simulator,
                                "/completions",
                                body.formatted(
                                        ",\"stream\":true,\"stream_options\":{\"include_usage\":true}")));

        assertThat(whole.path("object").asText()).isEqualTo("text_completion");
        assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(whole.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        assertThat(stream.getLast().data()).isEqualTo("[DONE]");
        var usage = stream.get(stream.size() - 2).json();
        assertThat(usage.path("choices").toString()).isEqualTo("[]");
        assertThat(usage.path("usage")).isEqualTo(whole.path("usage"));
        assertThat(
                        stream.subList(0, stream.size() - 2).stream()
                                .map(event -> event.json().at("/choices/0/text").asText())
                                .collect(Collectors.joining()))
                .isEqualTo(whole.at("/choices/0/text").asText());
        assertThat(served("sim-complete").output())
                .isEqualTo(whole.at("/usage/completion_tokens").asLong());
    }

    @Test
    void severalPromptsHaveSeveralChoices() {
        var answer =
                json(
                        openAi(
                                simulator,
                                "/completions",
                                "{\"model\":\"sim-complete\",\"prompt\":[\"a\",\"b\"],\"n\":2}"));

        assertThat(answer.path("choices").size()).isEqualTo(4);
        assertThat(answer.at("/choices/3/index").asInt()).isEqualTo(3);
        // Nothing said: 16 tokens each.
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(64);
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void violenceIsFlaggedAndNoModelNeedBeNamed() {
        var answer = json(openAi(simulator, "/moderations", "{\"input\":[\"hi\",\"I hurt you\"]}"));

        assertThat(answer.path("model").asText()).isEqualTo("omni-moderation-latest");
        assertThat(answer.at("/results/0/flagged").asBoolean()).isFalse();
        assertThat(answer.at("/results/1/flagged").asBoolean()).isTrue();
        assertThat(answer.at("/results/1/categories/violence").asBoolean()).isTrue();
    }

    @Test
    void aPictureIsAPictureAndIsPaidFor() throws Exception {
        var answer =
                json(
                        openAi(
                                simulator,
                                "/images/generations",
                                "{\"model\":\"sim-image\",\"prompt\":\"a cat\",\"n\":2}"));

        assertThat(answer.path("data").size()).isEqualTo(2);
        var png = Base64.getDecoder().decode(answer.at("/data/0/b64_json").asText());
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1);
        assertThat(answer.at("/usage/input_tokens").asInt()).isEqualTo(2);
        assertThat(answer.at("/usage/output_tokens").asInt()).isEqualTo(544);
        assertThat(served("sim-image")).isEqualTo(new TokenCounts(2, 0, 0, 544, 0));
    }

    @Test
    void aPictureMayComeInParts() {
        var stream =
                events(
                        openAi(
                                simulator,
                                "/images/generations",
                                "{\"model\":\"sim-image\",\"prompt\":\"a cat\",\"stream\":true,\"partial_images\":1}"));

        assertThat(stream)
                .extracting(Event::name)
                .containsExactly("image_generation.partial_image", "image_generation.completed");
        assertThat(stream.getLast().json().at("/usage/output_tokens").asInt()).isEqualTo(272);
    }

    @Test
    void aPictureIsEditedInAForm() {
        var answer =
                json(
                        form(
                                "/images/edits",
                                new byte[] {1, 2, 3},
                                "model",
                                "sim-image",
                                "prompt",
                                "a cat"));

        assertThat(answer.at("/usage/input_tokens_details/image_tokens").asInt()).isEqualTo(85);
        assertThat(answer.at("/usage/input_tokens").asInt()).isEqualTo(87);
    }

    @Test
    void aRecordingIsHeard() {
        var heard = json(form("/audio/transcriptions", new byte[20_000], "model", "sim-hear"));

        assertThat(heard.path("text").asText()).contains("20000 bytes", "Grüß Gott");
        assertThat(heard.at("/usage/type").asText()).isEqualTo("tokens");
        // Two seconds.
        assertThat(heard.at("/usage/input_tokens").asInt()).isEqualTo(20);
        assertThat(served("sim-hear").input()).isEqualTo(20);
    }

    @Test
    void aRecordingIsHeardWordByWord() {
        var stream =
                events(
                        form(
                                "/audio/transcriptions",
                                new byte[100],
                                "model",
                                "sim-hear",
                                "stream",
                                "true"));

        assertThat(stream.getFirst().name()).isEqualTo("transcript.text.delta");
        var last = stream.getLast().json();
        assertThat(last.path("type").asText()).isEqualTo("transcript.text.done");
        assertThat(last.at("/usage/output_tokens").asInt()).isPositive();
        assertThat(
                        stream.subList(0, stream.size() - 1).stream()
                                .map(event -> event.json().path("delta").asText())
                                .collect(Collectors.joining()))
                .isEqualTo(last.path("text").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text         | A recording",
                "srt          | 00:00:00,000 -->",
                "vtt          | WEBVTT",
                "verbose_json | \"seconds\":1"
            })
    void aRecordingIsWrittenDownInManyWays(String format, String said) {
        var answer =
                form(
                        "/audio/transcriptions",
                        new byte[100],
                        "model",
                        "sim-hear",
                        "response_format",
                        format);

        assertThat(answer.body()).contains(said);
    }

    @Test
    void aTextIsReadAloud() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(simulator.openAiBaseUrl() + "/audio/speech"))
                        .header("authorization", "Bearer sk-any")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"model\":\"sim-speak\",\"input\":\"Hi 🙂\",\"voice\":\"alloy\"}"))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            var sound = client.send(request, BodyHandlers.ofByteArray());

            assertThat(sound.headers().firstValue("content-type")).contains("audio/mpeg");
            assertThat(sound.body()).hasSize(4_000);
        }
        assertThat(served("sim-speak")).isEqualTo(new TokenCounts(2, 0, 0, 8, 0));
    }

    @Test
    void aTextIsReadAloudInEvents() {
        var stream =
                events(
                        openAi(
                                simulator,
                                "/audio/speech",
                                "{\"model\":\"sim-speak\",\"input\":\"Hi 🙂\",\"voice\":\"alloy\",\"stream_format\":\"sse\"}"));

        assertThat(stream.getLast().json().at("/usage/total_tokens").asInt()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/completions           | {\"model\":\"sim-x\"}                  | prompt",
                "/moderations           | {}                                   | input",
                "/images/generations    | {\"model\":\"sim-x\"}                  | prompt",
                "/audio/transcriptions  | {\"model\":\"sim-x\"}                  | file",
                "/audio/speech          | {\"model\":\"sim-x\",\"input\":\"a\"}    | voice"
            })
    void whatIsMissingIsNamed(String path, String body, String param) {
        var response = openAi(simulator, path, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/param").asText()).isEqualTo(param);
    }
}
