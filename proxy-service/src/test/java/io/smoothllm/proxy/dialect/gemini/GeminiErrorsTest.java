package io.smoothllm.proxy.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiErrorsTest {
    @ParameterizedTest
    @CsvSource({"37s, 37000", "1.5s, 1500", "0s, 0", "999999s, 86400000"})
    void waitIsToldInTheDetails(String delay, long millis) {
        assertThat(waitOf(429, delayed(delay), headers())).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-3s", "37"})
    void waitThatIsNoneFallsBackToTheHeader(String delay) {
        assertThat(waitOf(429, delayed(delay), headers().add("retry-after", "7")))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void withoutDetailsTheHeaderTells() {
        assertThat(waitOf(503, "{'error':{'message':'busy'}}", headers().add("retry-after", "7")))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(waitOf(503, "{'error':{'message':'busy'}}", headers())).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, 400",
        "FAILED_PRECONDITION, 400",
        "NOT_FOUND, 404",
        "ABORTED, 409",
        "RESOURCE_EXHAUSTED, 429",
        "INTERNAL, 500",
        "UNIMPLEMENTED, 501",
        "UNAVAILABLE, 503",
        "DEADLINE_EXCEEDED, 504",
        "SOMETHING_NEW, 502",
    })
    void statusNameTellsWhereNoNumberDoes(String name, int status) throws IOException {
        var error = Json.MAPPER.readTree("{\"status\":\"" + name + "\",\"message\":\"m\"}");

        assertThat(GeminiErrors.inAnswer("p", error))
                .isEqualTo(new Problem.Refused("p", status, null, null, null, "m", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNAUTHENTICATED", "PERMISSION_DENIED"})
    void credentialMayBeRefusedInAnAnswer(String name) throws IOException {
        var error = Json.MAPPER.readTree("{\"status\":\"" + name + "\"}");

        assertThat(GeminiErrors.inAnswer("p", error)).isInstanceOf(Problem.CredentialRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"API_KEY_INVALID", "API_KEY_SERVICE_BLOCKED"})
    void keyThatIsWrongIsOurs(String reason) {
        var body =
                "{'error':{'code':400,'message':'sk-1','details':[{'reason':'" + reason + "'}]}}";

        assertThat(read(400, body, headers())).isEqualTo(new Problem.CredentialRefused("p", 400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "", "[]", "null", "7", "{'error':{}}", "{'error':null}"})
    void whatSaysNothingIsSaidByItsStatus(String body) {
        assertThat(read(502, body, headers()))
                .isEqualTo(
                        new Problem.Refused(
                                "p",
                                502,
                                null,
                                null,
                                null,
                                "The provider 'p' answered with status 502.",
                                null));
    }

    @Test
    void errorMayBeATextOnly() {
        assertThat(read(500, "{'error':'oh no'}", headers()))
                .isEqualTo(new Problem.Refused("p", 500, null, null, null, "oh no", null));
    }

    @Test
    void onlyA400IsAPromptTooLong() {
        var body = "{'error':{'message':'input token count exceeds the maximum'}}";

        assertThat(((Problem.Refused) read(400, body, headers())).code())
                .isEqualTo("context_length_exceeded");
        assertThat(((Problem.Refused) read(500, body, headers())).code()).isNull();
    }

    private static String delayed(String delay) {
        return "{'error':{'code':429,'message':'m','details':[{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'"
                + delay
                + "'}]}}";
    }

    private static Duration waitOf(int status, String body, MultiMap headers) {
        return ((Problem.Refused) read(status, body, headers)).retryAfter();
    }

    private static Problem.UpstreamProblem read(int status, String body, MultiMap headers) {
        return GeminiErrors.read("p", status, headers, Buffer.buffer(body.replace('\'', '"')));
    }

    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap();
    }
}
