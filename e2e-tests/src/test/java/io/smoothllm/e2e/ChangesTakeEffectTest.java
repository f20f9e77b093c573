package io.smoothllm.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an operator changes is true at the door at once.
class ChangesTakeEffectTest {
    private final RunningStack stack = RunningStack.get();
    private final Operator operator = stack.admin();
    private final String model = Operator.unique("model");
    private final String name = Operator.unique("provider");

    @Test
    void aRevokedKeyIsRefusedWithinASecond() {
        connect("sim-small");
        var key = operator.giveKey(Operator.unique("key"));
        awaitAnswer(key.getString("secret"));

        operator.api()
                .post("/api/v1/keys/" + key.getString("id") + "/revoke")
                .then()
                .statusCode(200);

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> ask(key.getString("secret"), model).statusCode() == 401);
    }

    @Test
    void aRotatedKeyWorksWithBothSecretsUntilItsGraceEnds() {
        connect("sim-small");
        var key = operator.giveKey(Operator.unique("key"));
        var old = key.getString("secret");
        awaitAnswer(old);

        var rotated =
                operator.api()
                        .body(Map.of("gracePeriod", "PT2S"))
                        .post("/api/v1/keys/" + key.getString("id") + "/rotate")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();

        assertThat(ask(rotated.getString("secret"), model).statusCode()).isEqualTo(200);
        assertThat(ask(old, model).statusCode()).isEqualTo(200);
        var end = Instant.parse(rotated.getString("previousSecretValidUntil"));
        await().atMost(Duration.ofSeconds(4)).until(() -> ask(old, model).statusCode() == 401);
        assertThat(Instant.now()).isBetween(end, end.plusSeconds(1));
        assertThat(ask(rotated.getString("secret"), model).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyMadeAMomentAgoWorksAtOnce() {
        connect("sim-small");
        awaitAnswer(operator.giveKey(Operator.unique("key")).getString("secret"));

        for (int i = 0; i < 20; i++) {
            var secret = operator.giveKey(Operator.unique("key")).getString("secret");
            assertThat(ask(secret, model).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aProviderThatWasEditedIsUsedByTheNextRequest() {
        var id = connect("sim-small");
        var secret = operator.giveKey(Operator.unique("key")).getString("secret");
        awaitAnswer(secret);
        var edited =
                Operator.provider(
                        name, "OPENAI", stack.simulatorUrl() + "/openai/v1", model, "sim-large");

        operator.api().body(edited).put("/api/v1/providers/" + id).then().statusCode(200);

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> ask(secret, model).header("x-smoothllm-model").equals("sim-large"));
    }

    @Test
    void aDeletedProviderIsGone() {
        var id = connect("sim-small");
        var secret = operator.giveKey(Operator.unique("key")).getString("secret");
        awaitAnswer(secret);

        operator.api().delete("/api/v1/providers/" + id).then().statusCode(204);

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> ask(secret, model).statusCode() == 404);
    }

    @Test
    void aProviderThatAnswersWellIsSaidToBeConnected() {
        var id = connect("sim-small");

        var tested =
                operator.api()
                        .post("/api/v1/providers/" + id + "/test")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();

        assertThat(tested.getBoolean("ok")).isTrue();
        assertThat(tested.getList("models")).isNotEmpty();
    }

    @Test
    void theAuditLogTellsWhoDidWhatInWhicheverService() {
        var provider = connect("sim-small");
        var key = operator.giveKey(Operator.unique("key")).getString("id");

        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(actionsOn(provider)).containsExactly("provider.created"));
        assertThat(actionsOn(key)).containsExactly("key.created");
    }

    @Test
    void innerAddressesAreNotReachableFromOutside() {
        for (var path : List.of("/internal/keys/resolve", "/q/metrics", "/q/health")) {
            assertThat(given().post(stack.baseUrl() + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    private List<String> actionsOn(String target) {
        return operator.api().get("/api/v1/audit?target=" + target).path("items.action");
    }

    private String connect(String upstreamModel) {
        return operator.connect(
                name, "OPENAI", stack.simulatorUrl() + "/openai/v1", model, upstreamModel);
    }

    private void awaitAnswer(String secret) {
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ask(secret, model).statusCode() == 200);
    }

    private Response ask(String secret, String asked) {
        return given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + secret)
                .body(
                        Map.of(
                                "model",
                                asked,
                                "messages",
                                List.of(Map.of("role", "user", "content", "hello"))))
                .post(stack.baseUrl() + "/v1/chat/completions");
    }
}
