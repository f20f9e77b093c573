package io.smoothllm.proxy.door.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.ModelFixture;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is no chat, asked in JSON.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class PassThroughTest {
    private static final String EMBEDDING =
            "{ \"object\":\"list\", \"data\":[{\"embedding\":[0.10,-1E-7]}], \"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}";

    private final World world = World.get();
    private final Application app = Application.connected();
    private final ScriptedProvider provider = app.provider();
    private final String model = app.model();

    @AfterEach
    void close() {
        app.close();
    }

    private HttpResponse<byte[]> post(String path, String body) throws Exception {
        return app.send(
                app.to(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private UsageRecord usage(HttpResponse<?> answer) {
        return world.usage(Application.requestId(answer));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void everythingPassesByteForByteButTheModel(Service service) throws Exception {
        provider.answers(Answer.json(200, EMBEDDING));
        var body = "{ \"n\":9007199254740993, \"model\" : \"%s\",\"x\":[1.0,\"ö😀\"] }";

        var answer = post("/v1" + service.path(), body.formatted(model));

        var asked = provider.taken();
        assertThat(asked.text()).isEqualTo(body.formatted("up-" + model));
        assertThat(asked.uri()).isEqualTo("/v1" + service.path());
        assertThat(asked.headers())
                .containsEntry("authorization", "Bearer " + World.CREDENTIAL)
                .containsEntry("content-type", "application/json")
                .containsEntry("user-agent", "my-app/1.0 (keep me)")
                .doesNotContainKey("cookie");
        assertThat(text(answer)).isEqualTo(EMBEDDING);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("x-smoothllm-provider"))
                .contains(app.entry().name());
    }

    @Test
    void embeddingsAreMeteredExactly() throws Exception {
        provider.answers(Answer.json(200, EMBEDDING).delivered(Delivery.BYTE_BY_BYTE));

        var answer = post("/v1/embeddings", "{\"model\":\"%s\",\"input\":\"a\"}".formatted(model));

        var usage = usage(answer);
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(8, 0, 0, 0, 0));
        assertThat(usage.costUsd()).isEqualTo(Money.of("0.0000012"));
        assertThat(usage.estimated()).isFalse();
        assertThat(usage.status()).isEqualTo(CallStatus.SUCCEEDED);
    }

    @Test
    void embeddingsThatNobodyCountedAreEstimatedFromTheirText() throws Exception {
        provider.answers(Answer.json(200, "{\"data\":[]}"));

        var answer =
                post(
                        "/v1/embeddings",
                        "{\"model\":\"%s\",\"input\":[\"Hello, world!\",\"Hello, world!\"]}"
                                .formatted(model));

        var usage = usage(answer);
        assertThat(usage.estimated()).isTrue();
        // "Hello, world!" has 4 tokens in o200k_base.
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(8, 0, 0, 0, 0));
    }

    @Test
    void aStreamedCompletionIsMeteredThoughTheClientDidNotAskForUsage() throws Exception {
        var text =
                "data: {\"choices\":[{\"text\":\"Hi\",\"finish_reason\":\"stop\"}]%s}\n\n%sdata: [DONE]\n\n";
        provider.answers(
                Answer.stream(
                                text.formatted(
                                        ",\"usage\":null",
                                        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}\n\n"))
                        .delivered(Delivery.BYTE_BY_BYTE));

        var answer =
                post(
                        "/v1/completions",
                        "{\"model\":\"%s\",\"prompt\":\"a\",\"stream\":true}".formatted(model));

        assertThat(text(answer)).isEqualTo(text.formatted("", ""));
        assertThat(provider.taken().text()).contains("\"stream_options\":{\"include_usage\":true}");
        var usage = usage(answer);
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(5, 0, 0, 2, 0));
        assertThat(usage.streamed()).isTrue();
        assertThat(usage.firstTokenMs()).isNotNull();
    }

    @Test
    void soundPassesAsItIsAndItsTextIsEstimated() throws Exception {
        var sound = new byte[300_000];
        new Random(1).nextBytes(sound);
        provider.answers(Answer.of(200, "audio/mpeg", sound));

        var answer =
                post(
                        "/v1/audio/speech",
                        "{\"model\":\"%s\",\"input\":\"Hello, world!\",\"voice\":\"alloy\"}"
                                .formatted(model));

        assertThat(answer.body()).isEqualTo(sound);
        assertThat(answer.headers().firstValue("content-type")).contains("audio/mpeg");
        assertThat(usage(answer).tokens()).isEqualTo(new TokenCounts(4, 0, 0, 0, 0));
        assertThat(usage(answer).estimated()).isTrue();
    }

    @Test
    void anAnswerWithoutAByteIsAnAnswer() throws Exception {
        provider.answers(Answer.of(200, "text/plain", new byte[0]));

        var answer = post("/v1/audio/transcriptions", "{\"model\":\"%s\"}".formatted(model));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
        assertThat(usage(answer).status()).isEqualTo(CallStatus.SUCCEEDED);
    }

    @Test
    void secondsAreNotPretendedToBeTokens() throws Exception {
        provider.answers(
                Answer.json(
                        200, "{\"text\":\"a\",\"usage\":{\"type\":\"duration\",\"seconds\":9}}"));

        var answer = post("/v1/audio/transcriptions", "{\"model\":\"%s\"}".formatted(model));

        assertThat(usage(answer).tokens()).isEqualTo(TokenCounts.NONE);
        assertThat(usage(answer).estimated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/moderations, omni-moderation-latest",
        "/v1/images/generations, dall-e-2",
        "/v1/images/edits, gpt-image-1.5"
    })
    void aRequestWithoutAModelIsForTheProvidersOwn(String path, String name) throws Exception {
        world.connect(
                world.aProvider(Dialect.OPENAI, provider.url() + "/v1", World.unique("other"))
                        .with(ModelFixture.model(name).upstream("their-" + name))
                        .priority(-1),
                app.key());
        world.awaitModel(app.key(), name);
        provider.answers(Answer.json(200, "{\"data\":[]}"));

        var answer = post(path, "{\"input\":\"a\"}");

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(provider.taken().text())
                .isEqualTo("{\"model\":\"their-" + name + "\",\"input\":\"a\"}");
        assertThat(usage(answer).model()).isEqualTo(name);
    }

    @Test
    void azureIsAskedAtItsDeployment() throws Exception {
        var azure = World.unique("azure");
        world.connect(
                world.aProvider(Dialect.AZURE_OPENAI, provider.url() + "/openai", azure),
                app.key());
        provider.answers(Answer.json(200, EMBEDDING));

        var answer = post("/v1/embeddings", "{\"model\":\"%s\"}".formatted(azure));

        assertThat(text(answer)).isEqualTo(EMBEDDING);
        var asked = provider.taken();
        assertThat(asked.uri())
                .startsWith("/openai/deployments/up-" + azure + "/embeddings?api-version=");
        assertThat(asked.headers()).containsEntry("api-key", World.CREDENTIAL);
    }

    @Test
    void providersOfAnotherDialectAreNotAsked() throws Exception {
        try (var other = new ScriptedProvider()) {
            world.connect(
                    world.aProvider(Dialect.ANTHROPIC, other.url(), model).priority(-1), app.key());
            provider.answers(Answer.json(200, EMBEDDING));

            var answer = post("/v1/embeddings", "{\"model\":\"%s\"}".formatted(model));

            assertThat(text(answer)).isEqualTo(EMBEDDING);
            assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("1");
            assertThat(other.wasNotAsked()).isTrue();
        }
    }

    @Test
    void aModelThatOnlyProvidersOfAnotherDialectHaveIsRefused() throws Exception {
        var claude = World.unique("claude");
        world.connect(world.aProvider(Dialect.ANTHROPIC, provider.url(), claude), app.key());

        var answer = post("/v1/embeddings", "{\"model\":\"%s\"}".formatted(claude));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonPath.from(text(answer)).getMap("error"))
                .containsEntry("param", "model")
                .containsEntry("code", "unsupported_parameter");
        assertThat(text(answer)).contains("/v1/embeddings").contains(claude);
        assertThat(provider.wasNotAsked()).isTrue();
    }

    @Test
    void anotherProviderIsAskedWhenTheFirstFails() throws Exception {
        try (var second = new ScriptedProvider()) {
            world.connect(
                    world.aProvider(Dialect.OPENAI, second.url(), model).priority(1), app.key());
            provider.answers(Answer.json(200, "{\"error\":{\"message\":\"out of cards\"}}"));
            second.answers(Answer.json(200, EMBEDDING));

            var answer = post("/v1/embeddings", "{\"model\":\"%s\"}".formatted(model));

            assertThat(text(answer)).isEqualTo(EMBEDDING);
            assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("2");
            assertThat(usage(answer).tokens().input()).isEqualTo(8);
        }
    }

    @Test
    void whatTheProviderRefusesIsSaidInItsWords() throws Exception {
        provider.answers(
                Answer.json(
                        400,
                        "{\"error\":{\"message\":\"Too long\",\"type\":\"invalid_request_error\",\"param\":\"input\",\"code\":\"x\"}}"));

        var answer = post("/v1/embeddings", "{\"model\":\"%s\"}".formatted(model));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonPath.from(text(answer)).getMap("error"))
                .containsEntry("message", "Too long")
                .containsEntry("param", "input");
        assertThat(usage(answer).errorCode()).isEqualTo("upstream_400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/embeddings", "/v1/audio/speech"})
    void aPageInThePlaceOfAnAnswerIsAnError(String path) throws Exception {
        provider.answers(Answer.of(200, "text/html", "<html>".getBytes(StandardCharsets.UTF_8)));

        var answer = post(path, "{\"model\":\"%s\"}".formatted(model));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(text(answer)).contains("upstream_garbled");
    }

    @Test
    void anAnswerThatIsCutIsCutForTheClientToo() {
        provider.answers(Answer.of(200, "audio/mpeg", new byte[100_000]).delivered(Delivery.CUT));

        assertThatThrownBy(() -> post("/v1/audio/speech", "{\"model\":\"%s\"}".formatted(model)))
                .isInstanceOf(IOException.class);

        var usage = world.usageOf(model);
        assertThat(usage.status()).isEqualTo(CallStatus.STREAM_BROKEN);
        assertThat(usage.errorCode()).isEqualTo("upstream_stream_broken");
    }

    @Test
    void aJsonAnswerThatEndsTooEarlyIsCutForTheClientToo() {
        provider.answers(Answer.json(200, EMBEDDING.substring(0, 50)));

        assertThatThrownBy(() -> post("/v1/embeddings", "{\"model\":\"%s\"}".formatted(model)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerComesNoFasterThanTheClientReads() throws Exception {
        provider.answers(
                Answer.of(200, "audio/mpeg", new byte[64 * 1024]).delivered(Delivery.ENDLESS));
        var client = Application.newClient();
        var answer =
                client.send(
                        app.to("/v1/audio/speech")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"model\":\"%s\",\"input\":\"a\"}"
                                                        .formatted(model)))
                                .build(),
                        BodyHandlers.ofInputStream());
        answer.body().read();

        // Sockets and queues hold a few megabytes; then nobody sends any more.
        assertThat(provider.sentUntilStuck()).isLessThan(32 * 1024 * 1024);

        client.shutdownNow();
        assertThat(provider.sawHangUp()).isTrue();
        assertThat(usage(answer).status()).isEqualTo(CallStatus.CLIENT_GONE);
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/embeddings, 405", "POST, /v1/images/sculptures, 404"})
    void whatIsNotThereIsSaidInOpenAisEnvelope(String method, String path, int status)
            throws Exception {
        var answer = app.send(app.to(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JsonPath.from(text(answer)).getString("error.type"))
                .isEqualTo("invalid_request_error");
    }

    @Test
    void withoutAModelThereIsNobodyToAsk() throws Exception {
        var answer = post("/v1/embeddings", "{\"input\":\"a\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonPath.from(text(answer)).getString("error.param")).isEqualTo("model");
    }
}
