package io.smoothllm.proxy.door;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smoothllm.model.Topics;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.key.VirtualKey;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.IssuedKey;
import io.smoothllm.testing.fixtures.KeyFixture;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way a key can be refused, and how soon a change of it is felt.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class RefusedKeysTest {
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

        chat(garbage).statusCode(401).body("error.code", equalTo("invalid_api_key"));

        assertThat(world.keysService().questions()).isEqualTo(before);
    }

    @Test
    void anUnknownKeyIsAskedForOnce() {
        var unknown = World.aKey().ready().secret();
        int before = world.keysService().questions();

        for (int i = 0; i < 3; i++) {
            chat(unknown).statusCode(401).body("error.code", equalTo("invalid_api_key"));
        }

        assertThat(world.keysService().questions()).isEqualTo(before + 1);
    }

    @Test
    void aKeyMadeAMomentAgoWorksAtOnce() {
        var fresh = World.aKey().ready();
        world.keysService().knows(fresh.grant());

        assertThat(status(fresh.secret())).isEqualTo(200);
    }

    @Test
    void aKeyThatCannotBeCheckedIsNotCalledWrong() {
        world.keysService().fails(true);
        try {
            chat(World.aKey().ready().secret())
                    .statusCode(503)
                    .body("error.code", equalTo("key_check_unavailable"))
                    .header("retry-after", "1");
        } finally {
            world.keysService().fails(false);
        }
    }

    @Test
    void aRevokedKeyIsRefusedWithinASecond() {
        var key = known(World.aKey());

        world.topics().publish(key.butNow().revoked().ready());

        awaitRefusal(key.secret());
    }

    @Test
    void aDeletedKeyIsRefused() {
        var key = known(World.aKey());

        world.topics().withdraw(key);

        awaitRefusal(key.secret());
    }

    @Test
    void aDeletedKeyIsNotBroughtBackByAnAnswerThatComesLate() {
        var key = known(World.aKey());
        world.topics().withdraw(key);
        awaitRefusal(key.secret());
        var rotated = VirtualKey.mint(key.id(), new SecureRandom());
        world.keysService().knows(key.butNow().alsoKnownAs(rotated, null).ready().grant());

        chat(rotated.reveal()).statusCode(401);
    }

    @Test
    void aKeyWhoseChangeCannotBeUnderstoodIsNotServedAsBefore() {
        var key = known(World.aKey());

        world.topics()
                .send(
                        Topics.KEYS,
                        key.id().toString(),
                        "{\"status\":\"FROM_THE_FUTURE\"}".getBytes(UTF_8));

        awaitRefusal(key.secret());
    }

    @Test
    void anExpiredKeyIsRefused() {
        var expired = World.aKey().expired().ready();

        world.topics().publish(expired);

        await().untilAsserted(
                        () ->
                                chat(expired.secret())
                                        .statusCode(401)
                                        .body(
                                                "error.message",
                                                equalTo("This API key has expired.")));
    }

    @Test
    void aRotatedSecretWorksUntilItsGraceEnds() {
        var key = World.aKey().ready();
        var old = VirtualKey.mint(key.id(), new SecureRandom());
        var inAMinute = Instant.now().plusSeconds(60);
        world.topics().publish(key.butNow().alsoKnownAs(old, inAMinute).ready());
        await().until(() -> status(old.reveal()) == 200);

        var aMomentAgo = Instant.now().minusSeconds(1);
        world.topics().publish(key.butNow().version(3).alsoKnownAs(old, aMomentAgo).ready());

        awaitRefusal(old.reveal());
        assertThat(status(key.secret())).isEqualTo(200);
    }

    @Test
    void aRotatedSecretDiesAtItsTimeWithoutAnyNews() {
        var key = World.aKey().ready();
        var old = VirtualKey.mint(key.id(), new SecureRandom());
        var soon = Instant.now().plusSeconds(2);

        world.topics().publish(key.butNow().alsoKnownAs(old, soon).ready());

        await().until(() -> status(old.reveal()) == 200);
        await().atMost(Duration.ofSeconds(3)).until(() -> status(old.reveal()) == 401);
        assertThat(Instant.now()).isBetween(soon, soon.plusSeconds(1));
        assertThat(status(key.secret())).isEqualTo(200);
    }

    @Test
    void revokingAKeyKillsBothItsSecrets() {
        var key = World.aKey().ready();
        var old = VirtualKey.mint(key.id(), new SecureRandom());
        var later = Instant.now().plusSeconds(60);
        world.topics().publish(key.butNow().alsoKnownAs(old, later).ready());
        await().until(() -> status(old.reveal()) == 200);

        world.topics().publish(key.butNow().version(3).alsoKnownAs(old, later).revoked().ready());

        awaitRefusal(old.reveal());
        assertThat(status(key.secret())).isEqualTo(401);
    }

    @Test
    void aKeyForOtherAddressesIsRefusedAndForwardedOnesAreBelievedFromTrustedProxiesOnly() {
        var elsewhere = World.aKey().allowingIps("10.9.0.0/16").ready();
        world.topics().publish(elsewhere);
        await().until(() -> status(elsewhere.secret()) == 403);

        assertThat(statusFrom(elsewhere, "10.9.1.1")).isEqualTo(200);
        assertThat(statusFrom(elsewhere, "10.9.1.1, 8.8.8.8")).isEqualTo(403);
        assertThat(statusFrom(elsewhere, "nonsense")).isEqualTo(403);
    }

    @Test
    void aModelTheKeyMayNotUseIsForbidden() {
        var narrow = known(World.aKey().allowingModels("another"));

        chat(narrow.secret()).statusCode(403).body("error.code", equalTo("model_not_allowed"));
    }

    /// Published, and known to the proxy.
    private static IssuedKey known(KeyFixture fixture) {
        var issued = fixture.ready();
        world.topics().publish(issued);
        await().until(() -> status(issued.secret()) == 200);
        return issued;
    }

    private static void awaitRefusal(String secret) {
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> status(secret) != 200);
    }

    private static ValidatableResponse chat(String secret) {
        return with(secret).body(hello()).post(CHAT).then();
    }

    private static int status(String secret) {
        return with(secret).get("/v1/models").statusCode();
    }

    private static int statusFrom(IssuedKey issued, String forwardedFor) {
        return with(issued.secret())
                .header("X-Forwarded-For", forwardedFor)
                .get("/v1/models")
                .statusCode();
    }

    private static String hello() {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
                .formatted(model);
    }

    private static RequestSpecification with(String secret) {
        return given().header("Authorization", "Bearer " + secret).contentType("application/json");
    }
}
