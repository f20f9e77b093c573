package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Providers that refuse, answer nonsense, or do not answer at all.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class FailingProvidersTest {
    private final World world = World.get();
    private final Application app = Application.connected();
    private final ScriptedProvider provider = app.provider();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void whatTheProviderRefusesIsSaidInItsWords() throws Exception {
        provider.answers(
                Answer.json(
                        400,
                        "{\"error\":{\"message\":\"Too hot\",\"type\":\"invalid_request_error\",\"param\":\"temperature\",\"code\":\"range\"}}"));

        var answer = app.post(app.request(false));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonPath.from(answer.body()).getMap("error"))
                .containsEntry("message", "Too hot")
                .containsEntry("param", "temperature")
                .containsEntry("code", "range");
        assertThat(world.usage(Application.requestId(answer)).errorCode())
                .isEqualTo("upstream_400");
    }

    @Test
    void aRateLimitKeepsItsWait() throws Exception {
        provider.answers(
                Answer.json(429, "{\"error\":{\"message\":\"Slow down\"}}")
                        .with("retry-after", "7"));

        var answer = app.post(app.request(true));

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

        var answer = app.post(app.request(false));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream_credential_refused").doesNotContain("sk-live");
    }

    @Test
    void aCredentialThatTheProviderQuotesIsBlottedOut() throws Exception {
        provider.answers(
                Answer.json(
                        400, "{\"error\":{\"message\":\"You sent " + World.CREDENTIAL + "\"}}"));

        var answer = app.post(app.request(false));

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

        var answer = app.post(app.request(false));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(JsonPath.from(answer.body()).getString("error.message"))
                .contains("answered with status 503");
    }

    @Test
    void htmlInThePlaceOfAnAnswerIsAnError() throws Exception {
        provider.answers(Answer.json(200, "<html>welcome</html>"));

        assertFailure(app.post(app.request(false)), 502, "upstream_garbled");
    }

    @Test
    void anErrorWithStatus200IsAnError() throws Exception {
        provider.answers(
                Answer.json(200, "{\"error\":{\"message\":\"out of cards\",\"code\":503}}"));

        var answer = app.post(app.request(false));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("out of cards");
    }

    @Test
    void anErrorAsTheFirstEventHasARealStatus() throws Exception {
        provider.answers(
                Answer.stream("data: {\"error\":{\"message\":\"out of cards\",\"code\":503}}\n\n"));

        assertThat(app.post(app.request(true)).statusCode()).isEqualTo(503);
    }

    @Test
    void anAnswerCutShortIsAnError() throws Exception {
        provider.answers(
                Answer.json(200, Application.WHOLE.substring(0, 50)).delivered(Delivery.CUT));

        assertFailure(app.post(app.request(false)), 502, "upstream_stream_broken");
    }

    @Test
    void aProviderThatClosesBeforeItAnswersIsUnreachable() throws Exception {
        provider.answers(Answer.json(200, Application.WHOLE).delivered(Delivery.CLOSED));

        assertFailure(app.post(app.request(false)), 502, "upstream_unreachable");
    }

    @Test
    void aProviderThatNeverAnswersTimesOut() throws Exception {
        provider.answers(Answer.json(200, Application.WHOLE).delivered(Delivery.SILENT));

        assertFailure(app.post(app.request(false)), 504, "upstream_timeout");
        assertThat(provider.sawHangUp()).isTrue();
    }

    @Test
    void theNextRequestOfTheConnectionWorksAfterEachFailure() throws Exception {
        provider.answers(
                Answer.json(200, "nonsense"),
                Answer.stream(Application.FIRST).delivered(Delivery.CUT),
                Answer.json(200, Application.WHOLE));
        app.post(app.request(false));
        app.post(app.request(true));

        assertThat(app.post(app.request(false)).body()).isEqualTo(Application.WHOLE);
    }

    private void assertFailure(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JsonPath.from(answer.body()).getString("error.code")).isEqualTo(code);
        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.status()).isEqualTo(CallStatus.UPSTREAM_ERROR);
        assertThat(usage.errorCode()).isEqualTo(code);
        assertThat(usage.httpStatus()).isEqualTo(status);
    }
}
