package io.smoothllm.e2e;

import static io.restassured.RestAssured.given;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A person with an account, working through the public API.
final class Operator {
    /// What providers in these journeys take for a credential.
    static final String PROVIDER_KEY = "sk-for-the-simulator-only";

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String baseUrl;
    private final String accessToken;

    private Operator(String baseUrl, String accessToken) {
        this.baseUrl = baseUrl;
        this.accessToken = accessToken;
    }

    static Operator signIn(String baseUrl, String email, String password) {
        var session =
                given().contentType(ContentType.JSON)
                        .body(Map.of("email", email, "password", password))
                        .post(baseUrl + "/api/v1/auth/login")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        return new Operator(baseUrl, session.getString("accessToken"));
    }

    /// A word no other test of this run has.
    static String unique(String word) {
        return word + "-" + Long.toString(System.nanoTime(), 36) + NEXT.incrementAndGet();
    }

    RequestSpecification api() {
        return given().baseUri(baseUrl).auth().oauth2(accessToken).contentType(ContentType.JSON);
    }

    /// Connects a provider with one model: 0.15 dollars a million tokens in, 0.60 out.
    ///
    /// @return its id
    String connect(String name, String dialect, String url, String model, String upstreamName) {
        return api().body(provider(name, dialect, url, model, upstreamName))
                .post("/api/v1/providers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /// Connects a provider with several models, names to the provider's own, at the same prices.
    void connect(String name, Side side, String url, Map<String, String> models) {
        var provider = new HashMap<>(provider(name, side.dialect, url, models));
        provider.put("compatibility", Map.of("responses", side.speaksResponses));
        api().body(provider).post("/api/v1/providers").then().statusCode(201);
    }

    static Map<String, Object> provider(
            String name, String dialect, String url, String model, String upstreamName) {
        return provider(name, dialect, url, Map.of(model, upstreamName));
    }

    private static Map<String, Object> provider(
            String name, String dialect, String url, Map<String, String> models) {
        return Map.of(
                "name", name,
                "dialect", dialect,
                "baseUrl", url,
                "apiKey", PROVIDER_KEY,
                "models", models.entrySet().stream().map(Operator::model).toList());
    }

    private static Map<String, String> model(Map.Entry<String, String> model) {
        return Map.of(
                "name",
                model.getKey(),
                "upstreamName",
                model.getValue(),
                "inputPrice",
                "0.15",
                "outputPrice",
                "0.60");
    }

    /// A new virtual key; `secret` and `id` are in it.
    JsonPath giveKey(String name) {
        return api().body(Map.of("name", name))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    JsonPath report(String path) {
        return api().get("/api/v1/usage" + path).then().statusCode(200).extract().jsonPath();
    }

    OpenAIClient openAi(String virtualKey) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl + "/v1")
                .apiKey(virtualKey)
                .maxRetries(0)
                .build();
    }

    AnthropicClient anthropic(String virtualKey) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey(virtualKey)
                .maxRetries(0)
                .build();
    }
}
