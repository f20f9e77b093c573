package io.smoothllm.proxy.door.passthrough;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.catalog.Timeouts;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.RawClient;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Asked;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.ModelFixture;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Forms with files, small and large, with their model in front and behind.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class UploadsTest {
    private static final String PATH = "/v1/audio/transcriptions";
    private static final String TEXT =
            "{\"text\":\"Hi\",\"usage\":{\"type\":\"tokens\",\"input_tokens\":14,\"output_tokens\":2,\"total_tokens\":16}}";

    /// More than is kept in memory, and than sockets and queues hold.
    private static final int LARGE = 8 * 1024 * 1024;

    private static final Timeouts PATIENT =
            new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    private final World world = World.get();
    private final Application app = Application.connected();
    private final ScriptedProvider provider = app.provider();
    private final String model = app.model();
    private final HttpClient client = Application.newClient();

    @AfterEach
    void close() {
        client.shutdownNow();
        app.close();
        assertThat(new File(System.getProperty("java.io.tmpdir")).list())
                .noneMatch(name -> name.startsWith("smoothllm-upload-"));
    }

    private static byte[] noise(int size) {
        var noise = new byte[size];
        new Random(size).nextBytes(noise);
        return noise;
    }

    private HttpResponse<byte[]> post(byte[] form) throws Exception {
        return app.send(
                app.to(PATH)
                        .header("Content-Type", Form.CONTENT_TYPE)
                        .POST(BodyPublishers.ofByteArray(form)));
    }

    private CompletableFuture<HttpResponse<String>> posting(BodyPublisher form) {
        return client.sendAsync(
                app.to(PATH).header("Content-Type", Form.CONTENT_TYPE).POST(form).build(),
                BodyHandlers.ofString());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private void assertArrived(Asked asked, byte[] form, String name) {
        assertThat(new String(asked.body(), ISO_8859_1))
                .isEqualTo(new String(form, ISO_8859_1).replace(model, name));
        assertThat(asked.headers()).containsEntry("content-type", Form.CONTENT_TYPE);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 500_000, LARGE})
    void aFormWithItsModelInFrontArrivesAsItIs(int size) throws Exception {
        provider.answers(Answer.json(200, TEXT));
        var form =
                new Form()
                        .field("model", model)
                        .file("file", noise(size))
                        .field("language", "de")
                        .end();

        var answer = post(form);

        assertThat(text(answer)).isEqualTo(TEXT);
        var asked = provider.taken();
        assertArrived(asked, form, "up-" + model);
        assertThat(asked.headers())
                .containsEntry("content-length", Integer.toString(form.length + 3));
        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(14, 0, 0, 2, 0));
        assertThat(usage.model()).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void aFormWithItsModelBehindArrivesAsItIs(int size) throws Exception {
        provider.answers(Answer.json(200, TEXT));
        var form = new Form().file("file", noise(size)).field("model", model).end();

        var answer = post(form);

        assertThat(text(answer)).isEqualTo(TEXT);
        assertArrived(provider.taken(), form, "up-" + model);
    }

    @Test
    void aLargeFormIsPassedOnWhileItArrives() throws Exception {
        provider.answers(Answer.json(200, TEXT));
        var form = new Form().field("model", model).file("file", noise(LARGE)).end();
        var arriving = new PipedInputStream(1 << 16);
        try (var out = new PipedOutputStream(arriving)) {
            var answer = posting(BodyPublishers.ofInputStream(() -> arriving));
            out.write(form, 0, LARGE / 2);
            out.flush();

            await().until(() -> provider.received() > LARGE / 4);
            assertThat(answer).isNotDone();

            out.write(form, LARGE / 2, form.length - LARGE / 2);
            out.close();
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo(TEXT);
        }
        var asked = provider.taken();
        assertArrived(asked, form, "up-" + model);
        assertThat(asked.headers()).containsEntry("transfer-encoding", "chunked");
    }

    @Test
    void aFormWithoutAModelGetsTheProvidersOwn() throws Exception {
        world.connect(
                world.aProvider(Dialect.OPENAI, provider.url() + "/v1", World.unique("other"))
                        .with(ModelFixture.model("gpt-image-1.5").upstream("their-image"))
                        .priority(-2),
                app.key());
        world.awaitModel(app.key(), "gpt-image-1.5");
        provider.answers(Answer.json(200, "{\"data\":[]}"));

        var answer =
                app.send(
                        app.to("/v1/images/edits")
                                .header("Content-Type", Form.CONTENT_TYPE)
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                new Form().field("prompt", "a cat").end())));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(provider.taken().text())
                .isEqualTo(
                        new String(
                                new Form()
                                        .field("prompt", "a cat")
                                        .field("model", "their-image")
                                        .end(),
                                StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFormThatIsHeldGoesToAnotherProviderWhenTheFirstFails(boolean inFile) throws Exception {
        var form =
                inFile
                        ? new Form().file("file", noise(LARGE)).field("model", model).end()
                        : new Form().field("model", model).file("file", noise(10)).end();
        try (var second = new ScriptedProvider()) {
            world.connect(
                    world.aProvider(Dialect.OPENAI, second.url(), model).priority(1), app.key());
            provider.answers(Answer.json(503, "{}"));
            second.answers(Answer.json(200, TEXT));

            var answer = post(form);

            assertThat(text(answer)).isEqualTo(TEXT);
            assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("2");
            assertArrived(second.taken(), form, "up-" + model);
        }
    }

    @Test
    void aLargeFormGoesToAnotherProviderWhenTheFirstCannotBeReached() throws Exception {
        provider.answers(Answer.json(200, TEXT));
        world.connect(
                world.aProvider(Dialect.OPENAI, "http://127.0.0.1:1", model).priority(-1),
                app.key());
        var form = new Form().field("model", model).file("file", noise(LARGE)).end();

        var answer = post(form);

        assertThat(text(answer)).isEqualTo(TEXT);
        assertArrived(provider.taken(), form, "up-" + model);
    }

    @Test
    void aLargeFormThatWasPassedOnIsNotPassedOnAgain() throws Exception {
        try (var second = new ScriptedProvider()) {
            world.connect(
                    world.aProvider(Dialect.OPENAI, second.url(), model).priority(1), app.key());
            provider.answers(Answer.json(503, "{\"error\":{\"message\":\"busy\"}}"));

            var answer = post(new Form().field("model", model).file("file", noise(LARGE)).end());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(text(answer)).contains("busy");
            assertThat(second.wasNotAsked()).isTrue();
        }
    }

    @Test
    void aProviderMayRefuseBeforeItHasReadAll() throws Exception {
        provider.answers(
                Answer.json(413, "{\"error\":{\"message\":\"Too large\"}}")
                        .delivered(Delivery.EARLY));

        var answer = post(new Form().field("model", model).file("file", noise(LARGE)).end());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(text(answer)).contains("Too large");
        assertThat(provider.sawHangUp()).isTrue();
        assertThat(world.usage(Application.requestId(answer)).errorCode())
                .isEqualTo("upstream_413");
    }

    @Test
    void aSecondModelNeverReachesTheProvider() throws Exception {
        var answer =
                post(
                        new Form()
                                .field("model", model)
                                .file("file", noise(LARGE))
                                .field("model", "another")
                                .end());

        assertError(answer, 400, "model", "given twice");
        assertThat(provider.sawHangUp()).isTrue();
        assertThat(provider.wasNotAsked()).isTrue();
        assertThat(world.usage(Application.requestId(answer)).status())
                .isEqualTo(CallStatus.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void aFormWithoutItsFinalBoundaryIsRefused(int size) throws Exception {
        var answer = post(new Form().field("model", model).file("file", noise(size)).unfinished());

        assertError(answer, 400, null, "final boundary");
        assertThat(provider.wasNotAsked()).isTrue();
        assertThat(app.send(app.to("/v1/models").GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void aFormWithoutABoundaryIsRefused() throws Exception {
        var answer =
                app.send(
                        app.to(PATH)
                                .header("Content-Type", "multipart/form-data")
                                .POST(BodyPublishers.ofByteArray(new Form().end())));

        assertError(answer, 400, null, "needs a boundary");
    }

    @Test
    void aFormThatMustNameAModelAndDoesNotIsRefused() throws Exception {
        assertError(post(new Form().file("file", noise(10)).end()), 400, "model", "model");
        assertError(post(new Form().file("file", noise(LARGE)).end()), 400, "model", "model");
    }

    @Test
    void aFormThatIsTooLargeIsRefused() throws Exception {
        // So much takes its time on a busy machine; whoever takes it may be slow.
        var patient = World.unique("patient");
        world.connect(
                world.aProvider(Dialect.OPENAI, provider.url() + "/v1", patient).patience(PATIENT),
                app.key());
        var form = new Form().field("model", patient).file("file", new byte[31 << 20]).end();

        assertError(post(form), 413, null, "larger than");
        var unannounced =
                posting(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)))
                        .get(30, TimeUnit.SECONDS);
        assertThat(unannounced.statusCode()).isEqualTo(413);
        assertThat(provider.wasNotAsked()).isTrue();
    }

    @Test
    void aModelThatIsNotFoundIsSaidBehindALargeFile() throws Exception {
        var form = new Form().file("file", noise(LARGE)).field("model", "gpt-99").end();

        assertError(post(form), 404, "model", "gpt-99");
    }

    @Test
    void aClientThatLeavesInTheMiddleLeavesNothingBehind() throws Exception {
        var form = new Form().field("model", model).file("file", noise(LARGE)).end();
        var arriving = new PipedInputStream(1 << 16);
        try (var out = new PipedOutputStream(arriving)) {
            var answer = posting(BodyPublishers.ofInputStream(() -> arriving));
            out.write(form, 0, LARGE / 2);
            await().until(() -> provider.received() > 0);
            assertThat(answer).isNotDone();

            client.shutdownNow();

            assertThat(provider.sawHangUp()).isTrue();
            assertThat(provider.wasNotAsked()).isTrue();
            assertThat(world.usageOf(model).status()).isEqualTo(CallStatus.CLIENT_GONE);
        }
    }

    @Test
    void aClientThatLeavesBeforeItSaysItsModelLeavesNothingBehind() throws Exception {
        var form = new Form().file("file", noise(LARGE)).end();
        var arriving = new PipedInputStream(1 << 16);
        try (var out = new PipedOutputStream(arriving)) {
            var answer = posting(BodyPublishers.ofInputStream(() -> arriving));
            out.write(form, 0, LARGE / 2);

            client.shutdownNow();

            await().atMost(Duration.ofSeconds(10)).until(answer::isDone);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("Pipe"); // the reader is gone, as it should be
        }
        assertThat(provider.wasNotAsked()).isTrue();
    }

    @Test
    void aProviderThatTakesNothingIsGivenUp() throws Exception {
        provider.answers(Answer.json(200, TEXT).delivered(Delivery.DEAF));

        var answer = post(new Form().field("model", model).file("file", noise(LARGE)).end());

        assertError(answer, 504, null, "in time");
        assertThat(world.usage(Application.requestId(answer)).errorCode())
                .isEqualTo("upstream_timeout");
    }

    @Test
    void aClientThatAsksBeforeItSendsIsTold() throws Exception {
        provider.answers(Answer.json(200, TEXT));
        var form = new Form().field("model", model).file("file", noise(10)).end();
        try (var raw = new RawClient()) {
            raw.write(
                    ("POST "
                                    + PATH
                                    + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nAuthorization: Bearer "
                                    + app.key().secret()
                                    + "\r\nContent-Type: "
                                    + Form.CONTENT_TYPE
                                    + "\r\nContent-Length: "
                                    + form.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(raw.answer().status()).isEqualTo(100);
            raw.write(form);
            assertThat(raw.answer().status()).isEqualTo(200);
        }
        assertArrived(provider.taken(), form, "up-" + model);
    }

    @Test
    void anAnswerInEventsIsReadForItsUsage() throws Exception {
        var stream =
                "data: {\"type\":\"transcript.text.delta\",\"delta\":\"Hi\"}\n\n"
                        + "data: {\"type\":\"transcript.text.done\",\"text\":\"Hi\",\"usage\":{\"type\":\"tokens\",\"input_tokens\":14,\"output_tokens\":2,\"total_tokens\":16}}\n\n";
        provider.answers(Answer.stream(stream).delivered(Delivery.BYTE_BY_BYTE));

        var answer =
                post(
                        new Form()
                                .field("model", model)
                                .field("stream", "true")
                                .file("file", noise(10))
                                .end());

        assertThat(text(answer)).isEqualTo(stream);
        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.streamed()).isTrue();
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(14, 0, 0, 2, 0));
    }

    private static void assertError(
            HttpResponse<byte[]> answer, int status, String param, String said) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        var error = JsonPath.from(text(answer)).<String, String>getMap("error");
        assertThat(error.get("param")).isEqualTo(param);
        assertThat(error.get("message")).contains(said);
    }
}
