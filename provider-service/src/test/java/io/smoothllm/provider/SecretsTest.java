package io.smoothllm.provider;

import static io.restassured.RestAssured.given;
import static io.smoothllm.provider.stack.ScriptedProvider.json;
import static io.smoothllm.provider.stack.ScriptedProvider.raw;
import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.with;
import static io.smoothllm.provider.stack.Wishes.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smoothllm.provider.stack.CatalogTopic;
import io.smoothllm.provider.stack.Person;
import io.smoothllm.provider.stack.RecordedLog;
import io.smoothllm.provider.stack.ScriptedProvider;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// A key is planted everywhere a key can go, and then looked for everywhere it must not be.
@QuarkusTest
class SecretsTest {
    private static final String SECRET = "sk-planted-Zq7xV2mK9pLw4tRb";
    private static final String AWS_SECRET = "planted/Zq7xV2mK9+pLw4tRbNs8dHf3gJy6cXa1Ue";
    private static final String AWS_TOKEN = "planted/IQoJb3JpZ2luX2VjEPT+session==";
    private static final String AWS_KEYS = "ASIAPLANTED000000001:" + AWS_SECRET + ":" + AWS_TOKEN;
    private static final String PROVIDERS = "/api/v1/providers";

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Inject DataSource database;

    private final Person admin = Person.anAdmin();
    private final List<String> answers = new ArrayList<>();

    @Test
    void aKeyLeavesThisServiceOnlyTowardsItsProvider() throws SQLException {
        try (var log = new RecordedLog()) {
            useTheKeyInEveryWay();
            answers.add(given().get(metrics).then().statusCode(200).extract().asString());

            assertClean("answers", answers);
            assertClean("log", log.lines());
            assertThat(log.lines()).as("lines of the lowest levels").hasSizeGreaterThan(200);
        }
    }

    /// The session token goes to AWS as it is, the secret only by its work.
    @Test
    void ofAwsKeysNotEvenTheProviderGetsTheSecret() throws SQLException {
        var refusal = "{\"message\":\"The token %s of %s\"}".formatted(AWS_TOKEN, AWS_SECRET);
        try (var log = new RecordedLog();
                var provider =
                        new ScriptedProvider(
                                json(200, "{\"modelSummaries\":[]}"), json(400, refusal))) {
            var wish = with(with(aProvider(), "apiKey", AWS_KEYS), "dialect", "BEDROCK");
            wish.put("baseUrl", "http://bedrock-runtime.eu-west-1.names.test:" + provider.port());
            var made = keep(admin.asks().body(wish).post(PROVIDERS));
            String id = made.path("id");
            keep(admin.asks().get(PROVIDERS + "/" + id));
            var listed = keep(admin.asks().post(PROVIDERS + "/" + id + "/test"));
            keep(admin.asks().body(with(wish, "id", id)).post(PROVIDERS + "/test"));
            keep(admin.asks().body(with(wish, "apiKey", AWS_KEYS + ":more")).post(PROVIDERS));

            assertThat(made.<String>path("apiKeyHint")).isEqualTo("on==");
            assertThat(listed.<Boolean>path("ok")).isTrue();
            assertThat(provider.requests())
                    .hasSize(2)
                    .allMatch(asked -> asked.contains(AWS_TOKEN))
                    .noneMatch(asked -> asked.contains(AWS_SECRET));
            for (var secret : List.of(AWS_SECRET, AWS_TOKEN)) {
                assertClean("answers", answers, secret);
                assertClean("log", log.lines(), secret);
                assertClean("database", rows(), secret);
            }
        }
    }

    private void useTheKeyInEveryWay() throws SQLException {
        var refusal = "{\"error\":{\"message\":\"Key " + SECRET + " is bad\"}}";
        var list = "{\"data\":[{\"id\":\"m-" + SECRET + "\"}]}";
        try (var topic = new CatalogTopic();
                var provider =
                        new ScriptedProvider(
                                json(200, list),
                                json(400, refusal),
                                raw(SECRET + "\r\n\r\n"),
                                raw("HTTP/1.1 200 OK\r\n" + SECRET + "\r\n\r\n"),
                                json(200, SECRET))) {
            var wish = with(aProvider(), "apiKey", SECRET);
            wish.put("baseUrl", provider.url());
            String id = keep(admin.asks().body(wish).post(PROVIDERS)).path("id");
            keep(admin.asks().get(PROVIDERS + "/" + id));
            keep(admin.asks().get(PROVIDERS));
            keep(admin.asks().body(without(wish, "apiKey")).put(PROVIDERS + "/" + id));
            for (int i = 0; i < 5; i++) {
                keep(admin.asks().post(PROVIDERS + "/" + id + "/test"));
            }
            keep(admin.asks().body(with(wish, "id", id)).post(PROVIDERS + "/test"));
            sendItWhereItDoesNotBelong(id, wish);
            topic.await("provider/" + id, 2);
            assertClean("database", rows());
            keep(admin.asks().delete(PROVIDERS + "/" + id));
            topic.awaitTombstone("provider/" + id);
            assertThat(provider.requests()).hasSize(6).allMatch(asked -> asked.contains(SECRET));
            assertClean(
                    "topic",
                    topic.records().stream()
                            .filter(record -> record.value() != null)
                            .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                            .toList());
        }
    }

    private void sendItWhereItDoesNotBelong(String id, Map<String, Object> wish) {
        keep(admin.asks().body(with(wish, "apiKey", SECRET + " " + SECRET)).post(PROVIDERS));
        keep(admin.asks().body(with(wish, "apiKey", List.of(SECRET))).post(PROVIDERS));
        keep(admin.asks().body(with(wish, "dialect", SECRET)).post(PROVIDERS));
        keep(admin.asks().body(with(wish, "priority", SECRET)).put(PROVIDERS + "/" + id));
        keep(admin.asks().body(with(wish, "baseUrl", "http://" + SECRET + "@x")).post(PROVIDERS));
        keep(admin.asks().body(with(wish, "headers", Map.of("x-api-key", SECRET))).post(PROVIDERS));
        keep(admin.asks().body("{\"apiKey\":\"" + SECRET + "\",").post(PROVIDERS));
        keep(admin.asks().body("{\"apiKey\":\"" + SECRET + "\"} " + SECRET).post(PROVIDERS));
        keep(admin.asks().body("\"" + SECRET + "\"").post(PROVIDERS));
    }

    private Response keep(Response reply) {
        answers.add(reply.asString());
        answers.add(reply.headers().toString());
        return reply;
    }

    private static void assertClean(String where, List<String> texts) {
        assertClean(where, texts, SECRET);
    }

    private static void assertClean(String where, List<String> texts, String secret) {
        var encoded =
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.US_ASCII));
        assertThat(texts).as(where).isNotEmpty();
        assertThat(texts)
                .as(where)
                .filteredOn(text -> text.contains(secret) || text.contains(encoded))
                .isEmpty();
    }

    private List<String> rows() throws SQLException {
        var found = new ArrayList<String>();
        try (var connection = database.getConnection();
                var query =
                        connection.prepareStatement(
                                "select provider::text, encode(credential, 'escape') from provider");
                var result = query.executeQuery()) {
            while (result.next()) {
                found.add(result.getString(1) + result.getString(2));
            }
        }
        return found;
    }
}
