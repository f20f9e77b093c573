package io.smoothllm.provider;

import static io.restassured.RestAssured.given;
import static io.smoothllm.provider.stack.Wishes.aModel;
import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.with;
import static io.smoothllm.provider.stack.Wishes.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smoothllm.model.error.ProblemBody;
import io.smoothllm.provider.stack.Person;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent, the answer is a problem that names the field, and no value is repeated.
@QuarkusTest
class BadInputTest {
    private static final String PROVIDERS = "/api/v1/providers";

    private final Person admin = Person.anAdmin();

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource
    void aWrongFieldIsNamed(String field, Object value, String named) {
        var reply = admin.asks().body(with(aProvider(), field, value)).post(PROVIDERS);

        assertProblem(reply, 400);
        assertThat(reply.jsonPath().getList("errors.field")).contains(named);
    }

    static Stream<Arguments> aWrongFieldIsNamed() {
        return Stream.of(
                arguments("name", null, "name"),
                arguments("name", "", "name"),
                arguments("name", "Upper", "name"),
                arguments("name", "-x", "name"),
                arguments("name", "a/b", "name"),
                arguments("name", "x".repeat(64), "name"),
                arguments("name", Map.of(), "name"),
                arguments("dialect", null, "dialect"),
                arguments("dialect", "COBOL", "dialect"),
                arguments("dialect", 1, "dialect"),
                arguments("preset", "groqq", "preset"),
                arguments("preset", "GROQ", "preset"),
                arguments("preset", 1, "preset"),
                arguments("preset", "gemini", "dialect"),
                arguments("compatibility", "text", "compatibility"),
                arguments("compatibility", List.of(), "compatibility"),
                arguments("compatibility", Map.of("sampling", "no"), "compatibility.sampling"),
                arguments("compatibility", Map.of("responses", 1), "compatibility.responses"),
                arguments("baseUrl", "ftp://example.org", "baseUrl"),
                arguments("baseUrl", "not a url", "baseUrl"),
                arguments("baseUrl", "https://user:pass@example.org", "baseUrl"),
                arguments("baseUrl", "https://127.0.0.1/v1?x=1", "baseUrl"),
                arguments("apiKey", "two words", "apiKey"),
                arguments("apiKey", "line\r\nX-Evil: 1", "apiKey"),
                arguments("apiKey", "x".repeat(5000), "apiKey"),
                arguments("apiKey", 12345678, "apiKey"),
                arguments("enabled", "yes", "enabled"),
                arguments("priority", -1, "priority"),
                arguments("priority", 1001, "priority"),
                arguments("priority", 1.5, "priority"),
                arguments("priority", "5", "priority"),
                arguments("priority", 99999999999L, "priority"),
                arguments("weight", 0, "weight"),
                arguments("weight", 1001, "weight"),
                arguments("headers", "text", "headers"),
                arguments("headers", Map.of("Authorization", "Bearer x"), "headers.Authorization"),
                arguments("headers", Map.of("Host", "x"), "headers.Host"),
                arguments("headers", Map.of("X-A", "a\r\nX-B: b"), "headers.X-A"),
                arguments("headers", Map.of("bad name", "x"), "headers.?"),
                arguments("headers", Collections.singletonMap("X-A", null), "headers.X-A"),
                arguments("headers", twentyOneHeaders(), "headers"),
                arguments("timeouts", Map.of("connect", "5s"), "timeouts.connect"),
                arguments("timeouts", Map.of("connect", "PT0S"), "timeouts.connect"),
                arguments("timeouts", Map.of("firstByte", "PT2H"), "timeouts.firstByte"),
                arguments("timeouts", Map.of("idle", "-PT1S"), "timeouts.idle"),
                arguments("models", "text", "models"),
                arguments("models", Collections.singletonList(null), "models[0]"),
                arguments("models", List.of(Map.of()), "models[0].name"),
                arguments("models", models("name", "two words"), "models[0].name"),
                arguments("models", models("upstreamName", ""), "models[0].upstreamName"),
                arguments("models", models("inputPrice", "-1"), "models[0].inputPrice"),
                arguments("models", models("inputPrice", "cheap"), "models[0].inputPrice"),
                arguments("models", models("outputPrice", -0.5), "models[0].outputPrice"),
                arguments("models", models("cacheReadPrice", "1e99"), "models[0].cacheReadPrice"),
                arguments("models", models("cacheWritePrice", true), "models[0].cacheWritePrice"),
                arguments(
                        "models",
                        models("cacheWriteHourPrice", "-1"),
                        "models[0].cacheWriteHourPrice"),
                arguments("models", models("reasoningPrice", "x"), "models[0].reasoningPrice"),
                arguments("models", models("requestPrice", "-0.01"), "models[0].requestPrice"),
                arguments(
                        "models",
                        models("inputPrice", "0.0000000000000000001"),
                        "models[0].inputPrice"),
                arguments("models", models("tiers", "text"), "models[0].tiers"),
                arguments(
                        "models",
                        models("tiers", Collections.singletonList(null)),
                        "models[0].tiers[0]"),
                arguments(
                        "models",
                        models("tiers", List.of(Map.of("inputPrice", "1"))),
                        "models[0].tiers[0].aboveInputTokens"),
                arguments(
                        "models",
                        models("tiers", List.of(Map.of("aboveInputTokens", "200000"))),
                        "models[0].tiers[0].aboveInputTokens"),
                arguments(
                        "models",
                        models(
                                "tiers",
                                List.of(
                                        Map.of("aboveInputTokens", 2, "outputPrice", "1"),
                                        Map.of("aboveInputTokens", 2, "outputPrice", "1"))),
                        "models[0].tiers[1].aboveInputTokens"),
                arguments(
                        "models",
                        models(
                                "tiers",
                                List.of(Map.of("aboveInputTokens", 2, "outputPrice", "-1"))),
                        "models[0].tiers[0].outputPrice"),
                arguments(
                        "models",
                        models("tiers", Collections.nCopies(9, Map.of("aboveInputTokens", 1))),
                        "models[0].tiers"),
                arguments("models", models("contextWindow", 0), "models[0].contextWindow"),
                arguments("models", models("maxOutputTokens", "x"), "models[0].maxOutputTokens"),
                arguments("models", List.of(aModel("a"), aModel("a")), "models[1].name"),
                arguments("version", "x", "version"));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        var wish = with(with(aProvider(), "baseUrl", "nonsense"), "headers", Map.of("Cookie", "x"));
        wish.put("models", models("inputPrice", "-1"));

        var reply = admin.asks().body(wish).post(PROVIDERS);

        assertThat(reply.jsonPath().getList("errors.field"))
                .containsExactlyInAnyOrder("baseUrl", "headers.Cookie", "models[0].inputPrice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AZURE_OPENAI", "BEDROCK"})
    void aDialectWithoutAHomeNeedsABaseUrl(String dialect) {
        var wish = with(without(aProvider(), "baseUrl"), "dialect", dialect);

        var reply = admin.asks().body(wish).post(PROVIDERS);

        assertProblem(reply, 400);
        assertThat(reply.jsonPath().getString("errors[0].field")).isEqualTo("baseUrl");
    }

    @ParameterizedTest
    @CsvSource({
        "azure-openai, https://RESOURCE.openai.azure.com/openai/v1",
        "bedrock, https://bedrock-runtime.REGION.amazonaws.com"
    })
    void aPresetWithoutAHomeSaysHowABaseUrlLooks(String preset, String hint) {
        var wish = with(without(without(aProvider(), "baseUrl"), "dialect"), "preset", preset);

        for (var path : List.of(PROVIDERS, PROVIDERS + "/test")) {
            var reply = admin.asks().body(wish).post(path);

            assertProblem(reply, 400);
            assertThat(reply.jsonPath().getList("errors.field")).containsExactly("baseUrl");
            assertThat(reply.jsonPath().getString("errors[0].message")).endsWith(hint);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE:", "ASIA0001:secret"})
    void halfAnAwsKeyIsRefusedWithoutRepeatingIt(String half) {
        var wish = with(without(aProvider(), "dialect"), "preset", "bedrock");

        for (var path : List.of(PROVIDERS, PROVIDERS + "/test")) {
            var reply = admin.asks().body(with(wish, "apiKey", half)).post(path);

            assertProblem(reply, 400);
            assertThat(reply.jsonPath().getList("errors.field")).containsExactly("apiKey");
            assertThat(reply.asString()).doesNotContain(half);
        }
    }

    @Test
    void aWrongPresetOfAnUnsavedProviderIsNamed() {
        var wish = with(without(aProvider(), "name"), "preset", "nobody");

        var reply = admin.asks().body(wish).post(PROVIDERS + "/test");

        assertProblem(reply, 400);
        assertThat(reply.jsonPath().getList("errors.field")).containsExactly("preset");
    }

    @ParameterizedTest
    @CsvSource({
        "alias, , alias",
        "alias, 'two words', alias",
        "candidates, , candidates",
        "candidates, 'text', candidates"
    })
    void aWrongFieldOfARouteIsNamed(String field, String value, String named) {
        var route = new HashMap<String, Object>(Map.of("alias", "a", "candidates", List.of()));
        route.put(field, value);

        var reply = admin.asks().body(route).post("/api/v1/routes");

        assertProblem(reply, 400);
        assertThat(reply.jsonPath().getList("errors.field")).contains(named);
    }

    @Test
    void aWrongCandidateIsNamed() {
        var wrong = Map.of("providerId", "no-uuid", "model", "m");
        var incomplete = Map.of("weight", 0);

        var type =
                admin.asks()
                        .body(Map.of("alias", "a", "candidates", List.of(wrong)))
                        .post("/api/v1/routes");
        var rules =
                admin.asks()
                        .body(Map.of("alias", "a", "candidates", List.of(incomplete)))
                        .post("/api/v1/routes");

        assertThat(type.jsonPath().getList("errors.field"))
                .containsExactly("candidates[0].providerId");
        assertThat(rules.jsonPath().getList("errors.field"))
                .containsExactly(
                        "candidates[0].model", "candidates[0].providerId", "candidates[0].weight");
    }

    @ParameterizedTest
    @ValueSource(strings = {PROVIDERS, "/api/v1/routes", PROVIDERS + "/test"})
    void aBodyThatIsNoneIsRefused(String path) {
        for (var body : List.of("{", "[]", "\"text\"", "{\"name\": \"a\"} {}", "{\"a\": }")) {
            assertProblem(admin.asks().body(body).post(path), 400);
        }
        var missing = admin.asks().post(path);
        assertProblem(missing, 400);
        assertThat(missing.jsonPath().getString("detail")).contains("body");
        var nothing = admin.asks().body("null").post(path);
        assertProblem(nothing, 400);
        assertThat(nothing.jsonPath().getString("detail")).contains("body");
    }

    @ParameterizedTest
    @CsvSource({
        "enabled, maybe",
        "limit, 0",
        "limit, 501",
        "limit, x",
        "cursor, x",
        "dialect, COBOL"
    })
    void aWrongQueryParameterIsNamed(String name, String value) {
        var reply = admin.asks().queryParam(name, value).get(PROVIDERS);

        assertProblem(reply, 400);
        assertThat(reply.jsonPath().getString("errors[0].field")).isEqualTo(name);
    }

    @Test
    void unknownPathsMethodsAndMediaTypesAreProblemsToo() {
        assertProblem(admin.asks().get("/api/v1/nothing"), 404);
        assertProblem(admin.asks().get(PROVIDERS + "/no-uuid"), 404);
        assertProblem(admin.asks().get(PROVIDERS + "/" + UUID.randomUUID()), 404);
        assertProblem(admin.asks().patch(PROVIDERS), 405);
        assertProblem(
                given().auth()
                        .oauth2(admin.token())
                        .contentType("text/plain")
                        .body("x")
                        .post(PROVIDERS),
                415);
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedAndTheServiceGoesOn() {
        var huge = with(aProvider(), "name", "x".repeat(2_000_000));

        var reply = admin.asks().body(huge).post(PROVIDERS);

        assertThat(reply.statusCode()).isEqualTo(413);
        assertThat(admin.asks().get(PROVIDERS).statusCode()).isEqualTo(200);
    }

    @Test
    void whoIsNobodyIsToldToSignIn() {
        assertProblem(given().get(PROVIDERS), 401);
        assertProblem(given().auth().oauth2("garbage").get(PROVIDERS), 401);
        assertProblem(withToken(admin.token("someone-else", Duration.ofMinutes(1))), 401);
        assertProblem(withToken(admin.token("smoothllm", Duration.ofMinutes(-10))), 401);
    }

    @Test
    void healthNeedsNoToken() {
        assertThat(given().get("/health").asString()).isEqualTo("{\"status\":\"ok\"}");
    }

    private static Response withToken(String token) {
        return given().auth().oauth2(token).get(PROVIDERS);
    }

    private static void assertProblem(Response reply, int status) {
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(status);
        assertThat(reply.contentType()).startsWith(ProblemBody.MEDIA_TYPE);
        assertThat(reply.jsonPath().getInt("status")).isEqualTo(status);
        assertThat(reply.jsonPath().getString("type")).startsWith("urn:smoothllm:problem:");
        assertThat(reply.asString()).doesNotContain("Exception").doesNotContain("io.smoothllm");
    }

    private static List<Map<String, Object>> models(String field, Object value) {
        return List.of(with(aModel("m"), field, value));
    }

    private static Map<String, String> twentyOneHeaders() {
        var headers = new HashMap<String, String>();
        IntStream.rangeClosed(1, 21).forEach(i -> headers.put("X-" + i, "x"));
        return headers;
    }
}
