package io.smoothllm.keys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smoothllm.keys.fixture.Someone;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes in, a problem goes out, and the next request works.
@QuarkusTest
class BadInputTest {
    @TestHTTPResource("/api/v1/keys")
    URL keys;

    @Test
    void anUnknownPath() {
        isProblem(given().get("/api/v1/unknown"), 404);
        isProblem(given().get("/"), 404);
    }

    @Test
    void anIdThatIsNone() {
        isProblem(Someone.admin().asks().get("/api/v1/keys/17"), 404);
    }

    @Test
    void anIdOfNothing() {
        isProblem(Someone.admin().asks().get("/api/v1/keys/" + UUID.randomUUID()), 404)
                .then()
                .body("type", equalTo("urn:smoothllm:problem:not-found"));
    }

    @Test
    void aMethodThatIsNotThere() {
        isProblem(Someone.admin().asks().patch("/api/v1/keys"), 405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"name\":", "nonsense", "{\"name\":\"n\"} more", "[]", "5", "\"n\""})
    void aBodyThatIsNoObject(String body) {
        isProblem(Someone.admin().asks().body(body).post("/api/v1/keys"), 400)
                .then()
                .body(not(containsString("nonsense")));
    }

    @Test
    void noBody() {
        isProblem(Someone.admin().asks().post("/api/v1/keys"), 400)
                .then()
                .body("detail", containsString("must not be null"));
        isProblem(Someone.admin().asks().body("null").post("/api/v1/keys"), 400);
        isProblem(given().contentType(ContentType.JSON).post("/api/v1/auth/login"), 400);
    }

    @Test
    void aFieldOfTheWrongType() {
        isProblem(Someone.admin().asks().body("{\"name\":{}}").post("/api/v1/keys"), 400)
                .then()
                .body("errors.field", hasItem("name"));
    }

    @Test
    void anotherMediaType() {
        isProblem(
                Someone.admin()
                        .asks()
                        .contentType("text/plain")
                        .body("name=n")
                        .post("/api/v1/keys"),
                415);
    }

    @Test
    void aBodyWithoutEnd() {
        var huge = "{\"name\":\"" + "x".repeat(2_000_000) + "\"}";

        var answer = Someone.admin().asks().body(huge).post("/api/v1/keys");

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void aFloodOfHeaders() {
        assertThat(given().header("X-Flood", "x".repeat(40_000)).get("/health").statusCode())
                .isEqualTo(431);
    }

    @Test
    void textThatPostgresqlCannotHold() {
        var nul = "{\"email\":\"a\\u0000@example.org\",\"password\":\"x\"}";
        isProblem(given().contentType(ContentType.JSON).body(nul).post("/api/v1/auth/login"), 400);
        var lone = "{\"email\":\"\\ud800@example.org\",\"password\":\"x\"}";
        isProblem(given().contentType(ContentType.JSON).body(lone).post("/api/v1/auth/login"), 401);
    }

    /// Sent by the JDK's client: RestAssured itself does not survive it.
    @Test
    void deeplyNestedJson() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(keys.toString()))
                        .header("Authorization", "Bearer " + Someone.admin().accessToken())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\":" + "[".repeat(100_000)))
                        .build();

        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(400);
        }
    }

    private static Response isProblem(Response answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.<Integer>path("status")).isEqualTo(status);
        assertThat(answer.<String>path("detail")).isNotBlank();
        assertThat(given().get("/health").statusCode()).isEqualTo(200);
        return answer;
    }
}
