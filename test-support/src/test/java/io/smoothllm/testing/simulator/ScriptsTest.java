package io.smoothllm.testing.simulator;

import static io.smoothllm.testing.simulator.Wired.anthropic;
import static io.smoothllm.testing.simulator.Wired.events;
import static io.smoothllm.testing.simulator.Wired.json;
import static io.smoothllm.testing.simulator.Wired.openAi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptsTest {
    private static ProviderSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = new ProviderSimulator().start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static HttpResponse<String> chat(String model, boolean streamed) {
        return openAi(simulator, "/chat/completions", body(model, streamed));
    }

    private static HttpResponse<String> message(String model, boolean streamed) {
        return anthropic(simulator, "/v1/messages", body(model, streamed));
    }

    private static String body(String model, boolean streamed) {
        return """
               {"model":"%s","max_tokens":1000,"stream":%s,"messages":[{"role":"user","content":"hi"}]}"""
                .formatted(model, streamed);
    }

    private static Outcome outcome(String model) {
        return simulator.ledger().ofModel(model).getLast().outcome();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    400, invalid_request_error, , invalid_request_error
                    401, invalid_request_error, invalid_api_key, authentication_error
                    403, permission_error, , permission_error
                    404, invalid_request_error, model_not_found, not_found_error
                    429, requests, rate_limit_exceeded, rate_limit_error
                    500, server_error, , api_error
                    503, server_error, overloaded, overloaded_error
                    529, server_error, overloaded, overloaded_error
                    """)
    void errorsComeInTheDialectsEnvelope(int status, String type, String code, String anthropic) {
        var model = "sim-fail-" + status;
        simulator.script(model, Script.fail(status));

        var openAi = chat(model, false);
        var other = message(model, true);

        assertThat(openAi.statusCode()).isEqualTo(status);
        assertThat(json(openAi).at("/error/type").asText()).isEqualTo(type);
        assertThat(json(openAi).at("/error/code").textValue()).isEqualTo(code);
        assertThat(other.statusCode()).isEqualTo(status);
        assertThat(json(other).at("/error/type").asText()).isEqualTo(anthropic);
        assertThat(outcome(model)).isEqualTo(Outcome.ERROR);
    }

    @Test
    void sequenceIsPlayedInOrderAndThenItAnswersAsUsual() {
        simulator.script(
                "sim-sequence",
                Script.fail(429).retryAfter(Duration.ofMillis(1500)).times(2),
                Script.answer("scripted ✍️").times(1));

        var limited = chat("sim-sequence", false);
        assertThat(limited.headers().firstValue("retry-after")).hasValue("2");
        assertThat(limited.headers().firstValue("retry-after-ms")).hasValue("1500");
        assertThat(chat("sim-sequence", false).statusCode()).isEqualTo(429);
        assertThat(chat("sim-sequence", false).body()).contains("scripted ✍️");
        assertThat(chat("sim-sequence", false).body()).contains("Hello from sim-sequence");
    }

    @Test
    void keyHasItsOwnScriptWhateverTheModel() {
        simulator.script("sk-mine", Script.fail(500));

        var mine = openAi(simulator, "sk-mine", "/chat/completions", body("gpt-mine", false));
        var other = openAi(simulator, "sk-other", "/chat/completions", body("sim-small", false));

        assertThat(mine.statusCode()).isEqualTo(500);
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void otherProcessesScriptOverHttp() {
        var script =
                """
                [{"deed":{"kind":"fail","status":503,"message":"Later"},"times":1},
                 {"deed":{"kind":"raw","status":200,"headers":{"content-type":"application/json"},"body":"e30="}}]""";
        var url = control("/scripts/my%2Fmodel");
        var put = HttpRequest.newBuilder(url).PUT(BodyPublishers.ofString(script)).build();
        assertThat(Wired.send(put).statusCode()).isEqualTo(204);

        assertThat(chat("my/model", false).body()).contains("Later");
        assertThat(chat("my/model", false).body()).isEqualTo("{}");

        assertThat(Wired.send(HttpRequest.newBuilder(url).DELETE().build()).statusCode())
                .isEqualTo(204);
        assertThat(chat("my/model", false).statusCode()).isEqualTo(404);
    }

    @Test
    void misspeltScriptIsRefused() {
        var put =
                HttpRequest.newBuilder(control("/scripts/sim-x"))
                        .PUT(BodyPublishers.ofString("{\"deed\":{\"kind\":\"fial\"}}"))
                        .build();

        assertThat(Wired.send(put).statusCode()).isEqualTo(400);
    }

    private static URI control(String path) {
        return URI.create("http://127.0.0.1:" + simulator.port() + "/_simulator" + path);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void cutConnectionIsSeenAsBroken(boolean streamed) {
        simulator.script("sim-cutting", Script.cutAfter(3));

        assertThatThrownBy(() -> chat("sim-cutting", streamed))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> message("sim-cutting", streamed))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(outcome("sim-cutting")).isEqualTo(Outcome.CUT);
    }

    @Test
    void tokensOfACutStreamAreThoseThatWereServed() {
        var whole = json(chat("sim-cut-tokens", false)).at("/usage/completion_tokens").asLong();
        simulator.script("sim-cut-tokens", Script.cutAfter(3));

        assertThatThrownBy(() -> chat("sim-cut-tokens", true))
                .isInstanceOf(UncheckedIOException.class);

        // The role, "Hello" and " from": 10 bytes.
        var entry = simulator.ledger().ofModel("sim-cut-tokens").getLast();
        assertThat(entry.tokens().output()).isEqualTo(3).isLessThan(whole);
    }

    @Test
    void connectionIsClosedBeforeTheHeaders() {
        simulator.script("sim-closing", Script.closeBeforeHeaders());

        assertThatThrownBy(() -> chat("sim-closing", false))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(simulator.ledger().ofModel("sim-closing").getLast().status()).isZero();
    }

    @Test
    void errorInMidStreamIsNotFollowedByAnEnd() {
        simulator.script("sim-mid", Script.failMidStream(4));

        var chunks = events(chat("sim-mid", true));
        var events = events(message("sim-mid", true));

        assertThat(chunks).hasSize(5);
        assertThat(chunks.getLast().json().at("/error/type").asText()).isEqualTo("server_error");
        assertThat(events.getLast().name()).isEqualTo("error");
        assertThat(events.getLast().json().at("/error/type").asText()).isEqualTo("api_error");
        assertThat(outcome("sim-mid")).isEqualTo(Outcome.ERROR);
    }

    @Test
    void errorMayCarryStatus200() {
        simulator.script("sim-200", Script.failWith200(429));

        var response = chat("sim-200", true);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(json(response).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void htmlIsWhatALoadBalancerSays() {
        simulator.script("sim-html", Script.html(502));

        var response = chat("sim-html", false);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/html");
        assertThat(response.body()).startsWith("<html>");
    }

    @Test
    void endAndUsageCanBeMissing() {
        simulator.script("sim-no-end", Script.answerWithoutEnd());
        simulator.script("sim-uncounted", Script.answerWithoutUsage());

        assertThat(chat("sim-no-end", true).body()).doesNotContain("[DONE]").contains("\"stop\"");
        assertThat(message("sim-no-end", true).body()).doesNotContain("message_stop");
        assertThat(chat("sim-uncounted", false).body()).doesNotContain("usage");
        assertThat(message("sim-uncounted", true).body()).doesNotContain("usage");
    }

    @Test
    void rawBytesAreSentAsTheyAre() {
        var bytes = "data: {\"ü\":1}\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        var headers = Map.of("content-type", "text/event-stream", "x-odd", "1");
        simulator.script("sim-raw", Script.raw(207, headers, bytes, 9, 1));

        var response = chat("sim-raw", true);

        assertThat(response.statusCode()).isEqualTo(207);
        assertThat(response.body()).isEqualTo("data: {\"ü\":1}\r\n\r\n");
        assertThat(response.headers().firstValue("x-odd")).hasValue("1");
    }

    @Test
    void answersCanTakeTheirTime() {
        var slow =
                Script.answer()
                        .firstByteAfter(Duration.ofMillis(150))
                        .chunksOf(200)
                        .chunksEvery(Duration.ofMillis(5));
        simulator.script("sim-tardy", slow);

        var quick = chat("sim-small", true).body();
        var response = chat("sim-tardy", true).body();

        assertThat(events(chat("sim-tardy", true)).getLast().data()).isEqualTo("[DONE]");
        assertThat(response.split("data: ", -1)).hasSameSizeAs(quick.split("data: ", -1));
        var entry = simulator.ledger().ofModel("sim-tardy").getLast();
        assertThat(entry.firstByteMs()).isGreaterThanOrEqualTo(140);
        assertThat(entry.endedMs()).isGreaterThanOrEqualTo(entry.firstByteMs() + 40);
    }

    @Test
    void namesOfModelsSayWhatTheyDo() {
        var limited = chat("sim-error-429", false);

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("retry-after")).hasValue("1");
        assertThat(message("sim-error-529", false).statusCode()).isEqualTo(529);
        assertThatThrownBy(() -> chat("sim-cut", true)).isInstanceOf(UncheckedIOException.class);
        assertThat(chat("sim-large", false).body()).hasSizeGreaterThan(2000);
    }

    @Test
    void onlyAcceptedKeysAreRightOnceThereAreAny() {
        try (var strict = new ProviderSimulator().accept("sk-right").start()) {
            assertThat(openAi(strict, "sk-right", "/models", null).statusCode()).isEqualTo(200);
            assertThat(openAi(strict, "sk-left", "/models", null).statusCode()).isEqualTo(401);
        }
    }
}
