package io.smoothllm.proxy.door;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.key.KeyGrant;
import io.smoothllm.model.key.KeySecret;
import io.smoothllm.model.key.KeyStatus;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way a request can fail before a provider is asked.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class RefusalsTest {
    private static final String CHAT = "/v1/chat/completions";
    private static World world;
    private static String key;
    private static String model;

    @BeforeAll
    static void oneProviderAndOneKey() {
        world = World.get();
        key = world.key();
        model = World.unique("model");
        world.provider(Dialect.OPENAI, "http://127.0.0.1:1", model);
        world.awaitModel(key, model);
    }

    @Test
    void aCallWithoutAKeyIsAskedForOne() {
        given().body(hello())
                .post(CHAT)
                .then()
                .statusCode(401)
                .body("error.code", equalTo("invalid_api_key"))
                .body("error.param", nullValue())
                .body("error", hasKey("param"));
    }

    @ParameterizedTest
    @CsvSource({
        "sk-1234",
        "Bearer",
        "sk-smooth-000000000000000000000000000000000000000000000000000000000000"
    })
    void garbageIsRefusedWithoutAskingAnybody(String garbage) {
        int before = world.keysService().questions();

        with(garbage)
                .body(hello())
                .post(CHAT)
                .then()
                .statusCode(401)
                .body("error.code", equalTo("invalid_api_key"));

        assertThat(world.keysService().questions()).isEqualTo(before);
    }

    @Test
    void anUnknownKeyIsAskedForOnce() {
        var unknown = world.mint().reveal();
        int before = world.keysService().questions();

        for (int i = 0; i < 3; i++) {
            with(unknown)
                    .body(hello())
                    .post(CHAT)
                    .then()
                    .statusCode(401)
                    .body("error.code", equalTo("invalid_api_key"));
        }

        assertThat(world.keysService().questions()).isEqualTo(before + 1);
    }

    @Test
    void aKeyMadeAMomentAgoWorksAtOnce() {
        var fresh = world.mint();
        world.keysService().knows(world.grant(fresh));

        with(fresh.reveal()).get("/v1/models").then().statusCode(200);
    }

    @Test
    void aKeyThatCannotBeCheckedIsNotCalledWrong() {
        world.keysService().fails(true);
        try {
            with(world.mint().reveal())
                    .body(hello())
                    .post(CHAT)
                    .then()
                    .statusCode(503)
                    .body("error.code", equalTo("key_check_unavailable"))
                    .header("retry-after", "1");
        } finally {
            world.keysService().fails(false);
        }
    }

    @Test
    void aRevokedKeyIsRefusedWithinASecond() {
        var minted = world.mint();
        var grant = world.grant(minted);
        world.publish(grant);
        with(minted.reveal()).get("/v1/models").then().statusCode(200);

        world.publish(changed(grant, KeyStatus.REVOKED, null, grant.secrets()));

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> with(minted.reveal()).get("/v1/models").statusCode() == 401);
    }

    @Test
    void aDeletedKeyIsRefused() {
        var minted = world.mint();
        world.publish(world.grant(minted));
        with(minted.reveal()).get("/v1/models").then().statusCode(200);

        world.forget(minted.id());

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> with(minted.reveal()).get("/v1/models").statusCode() == 401);
    }

    @Test
    void anExpiredKeyIsRefused() {
        var expired =
                world.key(
                        grant ->
                                changed(
                                        grant,
                                        KeyStatus.ACTIVE,
                                        Instant.now().minusSeconds(1),
                                        grant.secrets()));

        await().untilAsserted(
                        () ->
                                with(expired)
                                        .body(hello())
                                        .post(CHAT)
                                        .then()
                                        .statusCode(401)
                                        .body(
                                                "error.message",
                                                equalTo("This API key has expired.")));
    }

    @Test
    void aRotatedSecretWorksUntilItsGraceEnds() {
        var old = world.mint();
        var grant = world.grant(old);
        var now = Instant.now();
        world.publish(
                changed(
                        grant,
                        KeyStatus.ACTIVE,
                        null,
                        List.of(new KeySecret(old.sha256(), now.plusSeconds(60)))));
        with(old.reveal()).get("/v1/models").then().statusCode(200);

        world.publish(
                changed(
                        changed(grant, KeyStatus.ACTIVE, null, List.of()),
                        KeyStatus.ACTIVE,
                        null,
                        List.of(new KeySecret(old.sha256(), now.minusSeconds(1)))));

        await().atMost(Duration.ofSeconds(1))
                .until(() -> with(old.reveal()).get("/v1/models").statusCode() == 401);
    }

    @Test
    void aKeyForOtherAddressesIsRefusedAndForwardedOnesAreBelievedFromTrustedProxiesOnly() {
        var elsewhere = world.key(grant -> withAddresses(grant, List.of("10.9.0.0/16")));
        await().until(() -> with(elsewhere).get("/v1/models").statusCode() == 403);

        with(elsewhere)
                .header("X-Forwarded-For", "10.9.1.1")
                .get("/v1/models")
                .then()
                .statusCode(200);
        with(elsewhere)
                .header("X-Forwarded-For", "10.9.1.1, 8.8.8.8")
                .get("/v1/models")
                .then()
                .statusCode(403);
        with(elsewhere)
                .header("X-Forwarded-For", "nonsense")
                .get("/v1/models")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("address_not_allowed"));
    }

    @Test
    void aModelNobodyHasIsNotFound() {
        with(key)
                .body(hello().replace(model, "gpt-99"))
                .post(CHAT)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"))
                .body("error.param", equalTo("model"))
                .header("x-request-id", startsWith("req_"));
    }

    @Test
    void aModelTheKeyMayNotUseIsForbidden() {
        var narrow = world.key(grant -> withModels(grant, List.of("another")));
        await().until(() -> with(narrow).get("/v1/models").statusCode() == 200);

        with(narrow)
                .body(hello())
                .post(CHAT)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("model_not_allowed"));
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
        with(key)
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

        with(key)
                .body(large)
                .post(CHAT)
                .then()
                .statusCode(413)
                .body("error.code", equalTo("request_too_large"));

        with(key).get("/v1/models").then().statusCode(200);
    }

    @Test
    void aFloodOfHeadersIsRefused() {
        with(key)
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
        with(key)
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
        world.provider(
                Dialect.OPENAI,
                "http://127.0.0.1:1",
                mine,
                p ->
                        new CatalogProvider(
                                p.id(),
                                1,
                                UUID.randomUUID(),
                                p.name(),
                                p.dialect(),
                                p.baseUrl(),
                                p.credential(),
                                true,
                                0,
                                1,
                                p.headers(),
                                p.timeouts(),
                                p.models(),
                                p.changedAt()));
        var later = World.unique("later");
        world.provider(Dialect.OPENAI, "http://127.0.0.1:1", later);
        world.awaitModel(key, later);

        var listed =
                with(key)
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
        return "{\"model\":\""
                + model
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private static KeyGrant changed(
            KeyGrant g, KeyStatus status, Instant expiresAt, List<KeySecret> secrets) {
        return new KeyGrant(
                g.id(),
                g.version() + 1,
                g.accountId(),
                g.accountName(),
                g.name(),
                status,
                secrets,
                expiresAt,
                g.allowedModels(),
                g.allowedProviders(),
                g.allowedIps(),
                g.limits(),
                g.budget(),
                g.tags(),
                Instant.now());
    }

    private static KeyGrant withModels(KeyGrant g, List<String> models) {
        return new KeyGrant(
                g.id(),
                g.version(),
                g.accountId(),
                g.accountName(),
                g.name(),
                g.status(),
                g.secrets(),
                null,
                models,
                List.of(),
                List.of(),
                null,
                null,
                g.tags(),
                g.changedAt());
    }

    private static KeyGrant withAddresses(KeyGrant g, List<String> addresses) {
        return new KeyGrant(
                g.id(),
                g.version(),
                g.accountId(),
                g.accountName(),
                g.name(),
                g.status(),
                g.secrets(),
                null,
                List.of(),
                List.of(),
                addresses,
                null,
                null,
                g.tags(),
                g.changedAt());
    }
}
