package io.smoothllm.usage.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smoothllm.usage.testing.Tokens;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class BadInputTest {
    static Stream<Arguments> wrongParameters() {
        var ofAll =
                List.of(
                        List.of("from", "yesterday"),
                        List.of("from", "2026-13-01T00:00:00Z"),
                        List.of("from", "2026-01-01"),
                        List.of("from", "2026-01-01T00:00:00"),
                        List.of("from", "+999999999-12-31T23:59:59Z"),
                        List.of("from", "1969-01-01T00:00:00Z"),
                        List.of("from", "2199-01-01T00:00:00Z"),
                        List.of("to", "tomorrow"),
                        List.of("to", "2201-01-01T00:00:00Z"),
                        List.of("keyId", "1-1-1-1-1"),
                        List.of("keyId", "' or 1=1"),
                        List.of("providerId", "openai"),
                        List.of("userId", "me"),
                        List.of("status", "OK"),
                        List.of("status", "succeeded"));
        return Stream.concat(
                Stream.of(
                                "",
                                "/daily",
                                "/by-key",
                                "/by-provider",
                                "/by-model",
                                "/by-user",
                                "/recent",
                                "/export")
                        .flatMap(
                                report ->
                                        ofAll.stream()
                                                .map(
                                                        p ->
                                                                Arguments.of(
                                                                        report, p.get(0),
                                                                        p.get(1)))),
                Stream.of(
                        Arguments.of("/daily", "timezone", "Mars/Olympus"),
                        Arguments.of("/daily", "timezone", "../etc/passwd"),
                        Arguments.of("/daily", "timezone", "+01:07:30"),
                        Arguments.of("/daily", "by", "weekday"),
                        Arguments.of("/export", "format", "xlsx"),
                        Arguments.of("/daily", "from", "2001-01-01T00:00:00Z"),
                        Arguments.of("/recent", "cursor", "nonsense"),
                        Arguments.of("/recent", "cursor", "%%%"),
                        Arguments.of("/recent", "cursor", "MSAyIDM"),
                        Arguments.of("/recent", "limit", "0"),
                        Arguments.of("/recent", "limit", "501"),
                        Arguments.of("/recent", "limit", "many")));
    }

    @ParameterizedTest
    @MethodSource("wrongParameters")
    void aWrongParameterIsNamed(String report, String parameter, String value) {
        var reply =
                given().auth()
                        .oauth2(Tokens.admin())
                        .queryParam(parameter, value)
                        .get("/api/v1/usage" + report);

        assertInvalid(reply, parameter);
        assertThat(reply.asString()).doesNotContain(value.length() > 5 ? value : "\u0000");
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsRefused() {
        var reply =
                given().auth()
                        .oauth2(Tokens.admin())
                        .queryParam("from", "2026-02-01T00:00:00Z")
                        .queryParam("to", "2026-02-01T00:00:00Z")
                        .get("/api/v1/usage");

        assertInvalid(reply, "from");
        assertThat(reply.jsonPath().getString("detail")).isEqualTo("from must be before to");
    }

    @Test
    void offsetsAndEmptyParametersAreUnderstood() {
        var reply =
                given().auth()
                        .oauth2(Tokens.admin())
                        .queryParam("from", "2026-02-01T00:00:00+05:30")
                        .queryParam("to", "2026-03-01t00:00:00z")
                        .queryParam("keyId", "")
                        .queryParam("status", "")
                        .get("/api/v1/usage");

        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
    }

    @Test
    void valuesWithStrangeCharactersAreJustNotFound() {
        for (var name : List.of("model", "tag")) {
            var reply =
                    given().auth()
                            .oauth2(Tokens.admin())
                            .queryParam(name, "a\u0000b'\"; drop table ledger; -- 🙂")
                            .get("/api/v1/usage");

            assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
            assertThat(reply.jsonPath().getLong("requests")).isZero();
        }
    }

    @Test
    void anUnknownAddressIsAProblem() {
        var reply = given().auth().oauth2(Tokens.admin()).get("/api/v1/usage/by-moon");

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.contentType()).startsWith("application/problem+json");
    }

    @Test
    void anAnswerInAnotherMediaTypeIsRefusedAsAProblem() {
        var reply = given().auth().oauth2(Tokens.admin()).accept("text/csv").get("/api/v1/usage");

        assertThat(reply.statusCode()).isEqualTo(406);
        assertThat(reply.contentType()).startsWith("application/problem+json");
    }

    @Test
    void aFloodOfHeadersIsRefusedAndTheNextRequestWorks() {
        var flood =
                given().auth()
                        .oauth2(Tokens.admin())
                        .header("X-Flood", "x".repeat(20_000))
                        .get("/api/v1/usage");
        var next = given().auth().oauth2(Tokens.admin()).get("/api/v1/usage");

        assertThat(flood.statusCode()).isEqualTo(431);
        assertThat(next.statusCode()).isEqualTo(200);
    }

    private static void assertInvalid(Response reply, String parameter) {
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(400);
        assertThat(reply.contentType()).startsWith("application/problem+json");
        assertThat(reply.jsonPath().getString("type"))
                .isEqualTo("urn:smoothllm:problem:invalid-request");
        assertThat(reply.jsonPath().getList("errors.field")).containsExactly(parameter);
    }
}
