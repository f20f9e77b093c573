package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.catalog.Timeouts;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls to OpenAI-dialect providers that answer well, badly, or not at all.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class DeliveryTest {
    private static final String WHOLE =
            "{ \"id\":\"chatcmpl-1\", \"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":10,\"total_tokens\":110,\"prompt_tokens_details\":{\"cached_tokens\":40}},\"new_field\":1.0}";

    private static final String FIRST =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"finish_reason\":null}],\"usage\":null}\n\n";
    private static final String REST =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"
                    + "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":10,\"total_tokens\":110}}\n\n"
                    + "data: [DONE]\n\n";

    private final World world = World.get();
    private final ScriptedProvider provider = new ScriptedProvider();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String model = World.unique("model");
    private String key;
    private CatalogProvider entry;

    @BeforeEach
    void connect() {
        key = world.key();
        entry = world.provider(Dialect.OPENAI, provider.url() + "/v1", model, this::impatient);
        world.awaitModel(key, model);
    }

    @AfterEach
    void close() {
        client.close();
        provider.close();
    }

    @Test
    void aWholeAnswerPassesByteForByte() throws Exception {
        provider.answers(Answer.json(200, WHOLE));
        var body =
                "{ \"seed\":9007199254740993, \"model\":\"%s\", \"messages\":[{\"role\":\"user\",\"content\":\"ö😀\"}], \"temperature\":1.0 }";

        var answer = post(body.formatted(model));

        assertThat(answer.body()).isEqualTo(WHOLE);
        var asked = provider.taken();
        assertThat(asked.text()).isEqualTo(body.formatted("up-" + model));
        assertThat(asked.uri()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void theProviderGetsItsCredentialAndTheClientsUserAgentAndNotTheClientsKey() throws Exception {
        provider.answers(Answer.json(200, WHOLE));

        post(request(false));

        var headers = provider.taken().headers();
        assertThat(headers)
                .containsEntry("authorization", "Bearer " + World.CREDENTIAL)
                .containsEntry("user-agent", "my-app/1.0 (keep me)");
        assertThat(headers.toString()).doesNotContain(key);
        assertThat(headers).doesNotContainKeys("cookie", "x-forwarded-for", "x-api-key");
    }

    @Test
    void anAnswerSaysWhoGaveIt() throws Exception {
        provider.answers(Answer.json(200, WHOLE));

        var answer = post(request(false));

        assertThat(answer.headers().firstValue("x-smoothllm-provider")).contains(entry.name());
        assertThat(answer.headers().firstValue("x-smoothllm-model")).contains("up-" + model);
        assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("1");
    }

    @Test
    void aWholeAnswerIsMeteredExactly() throws Exception {
        provider.answers(Answer.json(200, WHOLE));

        var answer = post(request(false));

        var usage = world.usage(requestId(answer));
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(100, 40, 0, 10, 0));
        // 60 × 0.15 + 40 × 0.075 + 10 × 0.60, in millionths
        assertThat(usage.costUsd()).isEqualTo(Money.of("0.000018"));
        assertThat(usage.status()).isEqualTo(CallStatus.SUCCEEDED);
        assertThat(usage.estimated()).isFalse();
        assertThat(usage.tags()).containsExactly("team:test");
        assertThat(usage.model()).isEqualTo(model);
    }

    @Test
    void aStreamIsMeteredThoughTheClientDidNotAskForUsage() throws Exception {
        provider.answers(Answer.stream(FIRST + REST).delivered(Delivery.BYTE_BY_BYTE));

        var answer = post(request(true));

        assertThat(answer.body()).doesNotContain("usage").endsWith("data: [DONE]\n\n");
        assertThat(provider.taken().text()).contains("\"stream_options\":{\"include_usage\":true}");
        var usage = world.usage(requestId(answer));
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(100, 0, 0, 10, 0));
        assertThat(usage.streamed()).isTrue();
        assertThat(usage.firstTokenMs()).isNotNull();
    }

    @Test
    void aStreamPassesByteForByteWhenTheClientAskedForUsage() throws Exception {
        provider.answers(Answer.stream(FIRST + REST));

        var answer =
                post(
                        request(true)
                                .replace(
                                        "\"stream\":true",
                                        "\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        assertThat(answer.body()).isEqualTo(FIRST + REST);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("text/event-stream; charset=utf-8");
    }

    @Test
    void whatTheProviderRefusesIsSaidInItsWords() throws Exception {
        provider.answers(
                Answer.json(
                        400,
                        "{\"error\":{\"message\":\"Too hot\",\"type\":\"invalid_request_error\",\"param\":\"temperature\",\"code\":\"range\"}}"));

        var answer = post(request(false));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonPath.from(answer.body()).getMap("error"))
                .containsEntry("message", "Too hot")
                .containsEntry("param", "temperature")
                .containsEntry("code", "range");
        assertThat(world.usage(requestId(answer)).errorCode()).isEqualTo("upstream_400");
    }

    @Test
    void aRateLimitKeepsItsWait() throws Exception {
        provider.answers(
                Answer.json(429, "{\"error\":{\"message\":\"Slow down\"}}")
                        .with("retry-after", "7"));

        var answer = post(request(true));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).contains("7");
        assertThat(JsonPath.from(answer.body()).getString("error.code"))
                .isEqualTo("rate_limit_exceeded");
    }

    @Test
    void aRefusedCredentialIsNotTheClientsFault() throws Exception {
        provider.answers(
                Answer.json(
                        401,
                        "{\"error\":{\"message\":\"Incorrect API key provided: sk-live-pla***6789\"}}"));

        var answer = post(request(false));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream_credential_refused").doesNotContain("sk-live");
    }

    @Test
    void aCredentialThatTheProviderQuotesIsBlottedOut() throws Exception {
        provider.answers(
                Answer.json(
                        400, "{\"error\":{\"message\":\"You sent " + World.CREDENTIAL + "\"}}"));

        var answer = post(request(false));

        assertThat(answer.body()).contains("You sent [redacted]").doesNotContain(World.CREDENTIAL);
    }

    @Test
    void htmlInThePlaceOfAnErrorBecomesOne() throws Exception {
        provider.answers(
                new Answer(
                        503,
                        "text/html",
                        Map.of(),
                        "<html>busy</html>".getBytes(StandardCharsets.UTF_8),
                        Delivery.WHOLE));

        var answer = post(request(false));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(JsonPath.from(answer.body()).getString("error.message"))
                .contains("answered with status 503");
    }

    @Test
    void htmlInThePlaceOfAnAnswerIsAnError() throws Exception {
        provider.answers(Answer.json(200, "<html>welcome</html>"));

        assertFailure(post(request(false)), 502, "upstream_garbled");
    }

    @Test
    void anErrorWithStatus200IsAnError() throws Exception {
        provider.answers(
                Answer.json(200, "{\"error\":{\"message\":\"out of cards\",\"code\":503}}"));

        var answer = post(request(false));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("out of cards");
    }

    @Test
    void anErrorAsTheFirstEventHasARealStatus() throws Exception {
        provider.answers(
                Answer.stream("data: {\"error\":{\"message\":\"out of cards\",\"code\":503}}\n\n"));

        assertThat(post(request(true)).statusCode()).isEqualTo(503);
    }

    @Test
    void anAnswerCutShortIsAnError() throws Exception {
        provider.answers(Answer.json(200, WHOLE.substring(0, 50)).delivered(Delivery.CUT));

        assertFailure(post(request(false)), 502, "upstream_stream_broken");
    }

    @Test
    void aProviderThatClosesBeforeItAnswersIsUnreachable() throws Exception {
        provider.answers(Answer.json(200, WHOLE).delivered(Delivery.CLOSED));

        assertFailure(post(request(false)), 502, "upstream_unreachable");
    }

    @Test
    void aProviderThatNeverAnswersTimesOut() throws Exception {
        provider.answers(Answer.json(200, WHOLE).delivered(Delivery.SILENT));

        assertFailure(post(request(false)), 504, "upstream_timeout");
        assertThat(provider.sawHangUp()).isTrue();
    }

    @Test
    void aStreamThatIsCutNeverLooksFinished() throws Exception {
        provider.answers(Answer.stream(FIRST + REST.substring(0, 30)).delivered(Delivery.CUT));

        var answer = post(request(true));

        assertBroken(answer, "upstream_stream_broken");
    }

    @Test
    void aStreamThatStallsIsGivenUp() throws Exception {
        provider.answers(Answer.stream(FIRST).delivered(Delivery.STALLED));

        var answer = post(request(true));

        assertBroken(answer, "upstream_timeout");
        assertThat(provider.sawHangUp()).isTrue();
    }

    @Test
    void anErrorInMidStreamEndsItAsAnError() throws Exception {
        provider.answers(
                Answer.stream(
                        FIRST
                                + "data: {\"error\":{\"message\":\"boom "
                                + World.CREDENTIAL
                                + "\"}}\n\n"));

        var answer = post(request(true));

        assertBroken(answer, "boom [redacted]");
    }

    @Test
    void theNextRequestOfTheConnectionWorksAfterEachFailure() throws Exception {
        provider.answers(
                Answer.json(200, "nonsense"),
                Answer.stream(FIRST).delivered(Delivery.CUT),
                Answer.json(200, WHOLE));
        post(request(false));
        post(request(true));

        assertThat(post(request(false)).body()).isEqualTo(WHOLE);
    }

    @Test
    void aConnectionThatWentStaleIsReplacedAtOnce() throws Exception {
        provider.answers(
                Answer.json(200, WHOLE),
                Answer.json(200, WHOLE).delivered(Delivery.CLOSED),
                Answer.json(200, WHOLE));
        post(request(false));

        var answer = post(request(false));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("1");
    }

    @Test
    void anotherProviderIsAskedWhenTheFirstFails() throws Exception {
        try (var second = new ScriptedProvider()) {
            var other =
                    world.provider(
                            Dialect.OPENAI,
                            second.url(),
                            model,
                            p -> withPriority(impatient(p), 1));
            world.awaitModel(key, other.name() + "/" + model);
            provider.answers(Answer.json(500, "{}"));
            second.answers(Answer.json(200, WHOLE));

            var answer = post(request(false));

            assertThat(answer.body()).isEqualTo(WHOLE);
            assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("2");
            assertThat(world.usage(requestId(answer)).providerName()).isEqualTo(other.name());
        }
    }

    @Test
    void nobodyElseIsAskedWhenTheRequestItselfIsWrong() throws Exception {
        try (var second = new ScriptedProvider()) {
            var other =
                    world.provider(
                            Dialect.OPENAI,
                            second.url(),
                            model,
                            p -> withPriority(impatient(p), 1));
            world.awaitModel(key, other.name() + "/" + model);
            provider.answers(Answer.json(400, "{\"error\":{\"message\":\"no\"}}"));

            assertThat(post(request(false)).statusCode()).isEqualTo(400);
            assertThat(second.wasNotAsked()).isTrue();
        }
    }

    @Test
    void aChangedProviderIsUsedByTheNextRequest() throws Exception {
        try (var moved = new ScriptedProvider()) {
            moved.answers(Answer.json(200, WHOLE));
            world.publish(at(entry, moved.url()));
            var renamed = "renamed-" + model;
            world.awaitModel(key, renamed);

            assertThat(post(request(false).replace(model, renamed)).body()).isEqualTo(WHOLE);
            assertThat(provider.wasNotAsked()).isTrue();
        }
    }

    @Test
    void aClientThatHangsUpStopsTheProviderAndIsStillMetered() throws Exception {
        provider.answers(Answer.stream(FIRST).delivered(Delivery.STALLED));
        var gone = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpResponse<InputStream> answer =
                gone.send(post(URI.create(base()), request(true)), BodyHandlers.ofInputStream());
        answer.body().read();

        gone.shutdownNow();

        assertThat(provider.sawHangUp()).isTrue();
        var usage = world.usage(answer.headers().firstValue("x-request-id").orElseThrow());
        assertThat(usage.status()).isEqualTo(CallStatus.CLIENT_GONE);
        assertThat(usage.estimated()).isTrue();
        assertThat(usage.tokens().output()).isPositive();
        assertThat(usage.httpStatus()).isEqualTo(499);
    }

    private void assertFailure(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JsonPath.from(answer.body()).getString("error.code")).isEqualTo(code);
        var usage = world.usage(requestId(answer));
        assertThat(usage.status()).isEqualTo(CallStatus.UPSTREAM_ERROR);
        assertThat(usage.errorCode()).isEqualTo(code);
        assertThat(usage.httpStatus()).isEqualTo(status);
    }

    private void assertBroken(HttpResponse<String> answer, String said) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("Hel")
                .contains("data: {\"error\":")
                .contains(said)
                .doesNotContain("[DONE]")
                .doesNotContain("\"finish_reason\":\"stop\"");
        assertThat(world.usage(requestId(answer)).status()).isEqualTo(CallStatus.STREAM_BROKEN);
    }

    private HttpResponse<String> post(String body) throws Exception {
        return client.send(post(URI.create(base()), body), BodyHandlers.ofString());
    }

    private HttpRequest post(URI uri, String body) {
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + key)
                .header("User-Agent", "my-app/1.0 (keep me)")
                .header("Cookie", "session=1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class)
                + "/v1/chat/completions";
    }

    private String request(boolean stream) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"stream\":%s}"
                .formatted(model, stream);
    }

    private static String requestId(HttpResponse<?> answer) {
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }

    private CatalogProvider impatient(CatalogProvider p) {
        var timeouts =
                new Timeouts(
                        Duration.ofMillis(500), Duration.ofMillis(1500), Duration.ofMillis(700));
        return new CatalogProvider(
                p.id(),
                p.version(),
                null,
                p.name(),
                p.dialect(),
                p.baseUrl(),
                p.credential(),
                true,
                p.priority(),
                1,
                p.headers(),
                timeouts,
                p.models(),
                p.changedAt());
    }

    private static CatalogProvider withPriority(CatalogProvider p, int priority) {
        return new CatalogProvider(
                p.id(),
                p.version(),
                null,
                p.name(),
                p.dialect(),
                p.baseUrl(),
                p.credential(),
                true,
                priority,
                1,
                p.headers(),
                p.timeouts(),
                p.models(),
                p.changedAt());
    }

    private static CatalogProvider at(CatalogProvider p, String url) {
        var m = p.models().getFirst();
        var renamed =
                new CatalogModel(
                        "renamed-" + m.name(),
                        m.upstreamName(),
                        m.inputPrice(),
                        m.outputPrice(),
                        null,
                        null,
                        null,
                        null);
        return new CatalogProvider(
                p.id(),
                p.version() + 1,
                null,
                p.name(),
                p.dialect(),
                URI.create(url),
                p.credential(),
                true,
                0,
                1,
                p.headers(),
                p.timeouts(),
                List.of(renamed),
                Instant.now());
    }
}
