package io.smoothllm.proxy.door;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.IssuedKey;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way a request can be refused before a provider is asked, and the answers that need none.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class RefusedRequestsTest {
    private static final String CHAT = "/v1/chat/completions";
    private static World world;
    private static IssuedKey key;
    private static String model;

    @BeforeAll
    static void oneProviderAndOneKey() {
        world = World.get();
        key = world.key();
        model = World.unique("model");
        world.connect(world.aProvider(Dialect.OPENAI, "http://127.0.0.1:1", model), key);
    }

    @Test
    void aModelNobodyHasIsNotFound() {
        with(key.secret())
                .body(hello().replace(model, "gpt-99"))
                .post(CHAT)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"))
                .body("error.param", equalTo("model"))
                .header("x-request-id", startsWith("req_"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":|invalid_json|",
                "[]|invalid_value|",
                "{\"messages\":[{}]}|invalid_value|model",
                "{\"model\":\"MODEL\"}|invalid_value|messages",
                "{\"model\":\"MODEL\",\"messages\":\"hi\"}|invalid_value|messages",
                "{\"model\":7,\"messages\":[{}]}|invalid_value|model",
                "{\"model\":\"MODEL\",\"messages\":[{}],\"stream\":\"yes\"}|invalid_value|stream",
                "``|invalid_value|",
            })
    void aBodyThatIsWrongIsToldWhere(String body, String code, String param) {
        with(key.secret())
                .body(body.replace("MODEL", model))
                .post(CHAT)
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo(code))
                .body("error.param", equalTo(param))
                .body("error.message", notNullValue());
    }

    @Test
    void aBodyOfTwentyMegabytesIsRefusedAndTheConnectionStaysUsable() {
        var large =
                "{\"model\":\""
                        + model
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
                        + "x".repeat(20 * 1024 * 1024)
                        + "\"}]}";

        with(key.secret())
                .body(large)
                .post(CHAT)
                .then()
                .statusCode(413)
                .body("error.code", equalTo("request_too_large"));

        with(key.secret()).get("/v1/models").then().statusCode(200);
    }

    @Test
    void aFloodOfHeadersIsRefused() {
        with(key.secret())
                .header("X-Flood", "x".repeat(40_000))
                .get("/v1/models")
                .then()
                .statusCode(431)
                .body("error.code", equalTo("headers_too_large"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/chat/completions, 405",
        "POST, /v1/models, 405",
        "GET, /v1/nothing, 404",
        "GET, /, 404",
        "POST, /v1/models/, 404"
    })
    void whatIsNotThereIsSaidInOpenAisEnvelope(String method, String path, int status) {
        with(key.secret())
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/json")
                .body("error.type", equalTo("invalid_request_error"));
    }

    @Test
    void healthNeedsNoKey() {
        given().get("/health").then().statusCode(200).body("status", equalTo("ok"));
    }

    @Test
    void onlyTheModelsOfTheKeyAreListed() {
        var mine = World.unique("private-model");
        world.topics()
                .publish(
                        world.aProvider(Dialect.OPENAI, "http://127.0.0.1:1", mine)
                                .ofOwner(UUID.randomUUID())
                                .ready());
        var later = World.unique("later");
        world.connect(world.aProvider(Dialect.OPENAI, "http://127.0.0.1:1", later), key);

        var listed =
                with(key.secret())
                        .get("/v1/models")
                        .then()
                        .statusCode(200)
                        .body("object", equalTo("list"))
                        .extract()
                        .jsonPath()
                        .getList("data.id", String.class);

        assertThat(listed).contains(model, later).doesNotContain(mine);
    }

    private static String hello() {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
                .formatted(model);
    }

    private static RequestSpecification with(String secret) {
        return given().header("Authorization", "Bearer " + secret).contentType("application/json");
    }
}
