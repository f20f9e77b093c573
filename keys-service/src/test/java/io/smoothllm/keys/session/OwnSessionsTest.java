package io.smoothllm.keys.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.kit.access.Role;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OwnSessionsTest {
    private Someone ada;

    @BeforeEach
    void invite() {
        ada = Someone.with(Role.VIEWER);
    }

    @Test
    void aPersonSeesWhereTheyAreSignedIn() {
        signInFrom("Firefox of the office");

        var sessions = ada.asks().get("/api/v1/auth/sessions").then().statusCode(200).extract();

        var items = sessions.jsonPath().getList("items", Map.class);
        assertThat(items).hasSize(2);
        assertThat(items.getFirst())
                .containsEntry("userAgent", "Firefox of the office")
                .containsEntry("address", "127.0.0.1")
                .containsEntry("current", false);
        assertThat(items.getLast()).containsEntry("current", true);
        assertThat(Instant.parse(items.getFirst().get("lastUsedAt").toString()))
                .isAfterOrEqualTo(Instant.parse(items.getLast().get("lastUsedAt").toString()));
    }

    @Test
    void aSessionIsWhereItWasUsedLast() {
        var elsewhere = signInFrom("at home");

        given().contentType(ContentType.JSON)
                .header("User-Agent", "on the train")
                .body(Map.of("refreshToken", elsewhere.refreshToken()))
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(200);

        ada.asks()
                .get("/api/v1/auth/sessions")
                .then()
                .body("items[0].userAgent", equalTo("on the train"));
    }

    @Test
    void anEndlessUserAgentIsShortened() {
        signInFrom("x".repeat(3000));

        ada.asks()
                .get("/api/v1/auth/sessions")
                .then()
                .body("items[0].userAgent", equalTo("x".repeat(200)));
    }

    @Test
    void anEndedSessionIsOverAtOnce() {
        var elsewhere = signInFrom("a lost phone");
        String id = ada.asks().get("/api/v1/auth/sessions").path("items[0].id");

        ada.asks().delete("/api/v1/auth/sessions/" + id).then().statusCode(204);

        elsewhere.asks().get("/api/v1/auth/me").then().statusCode(401);
        Someone.tryToRefresh(elsewhere.refreshToken()).then().statusCode(401);
        ada.asks().get("/api/v1/auth/sessions").then().body("items.size()", equalTo(1));
        ada.asks().delete("/api/v1/auth/sessions/" + id).then().statusCode(404);
    }

    @Test
    void endingTheOthersSparesTheOneThatAsks() {
        var elsewhere = signInFrom("a lost phone");

        ada.asks().delete("/api/v1/auth/sessions").then().statusCode(204);

        elsewhere.asks().get("/api/v1/auth/me").then().statusCode(401);
        ada.asks().get("/api/v1/auth/me").then().statusCode(200);
    }

    @Test
    void anAdminSignsAPersonOutEverywhere() {
        var elsewhere = signInFrom("a stolen laptop");

        Someone.admin().asks().delete(ada.path() + "/sessions").then().statusCode(204);

        elsewhere.asks().get("/api/v1/auth/me").then().statusCode(401);
        ada.asks().get("/api/v1/auth/me").then().statusCode(401);
        Someone.signIn(ada.email(), ada.password());
    }

    @Test
    void nobodyIsSignedOutWhoIsNotThere() {
        Someone.admin()
                .asks()
                .delete("/api/v1/users/" + UUID.randomUUID() + "/sessions")
                .then()
                .statusCode(404);
    }

    private Someone signInFrom(String userAgent) {
        var answer =
                given().contentType(ContentType.JSON)
                        .header("User-Agent", userAgent)
                        .body(Map.of("email", ada.email(), "password", ada.password()))
                        .post("/api/v1/auth/login")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        return new Someone(
                ada.id(),
                ada.email(),
                ada.password(),
                answer.getString("accessToken"),
                answer.getString("refreshToken"));
    }
}
