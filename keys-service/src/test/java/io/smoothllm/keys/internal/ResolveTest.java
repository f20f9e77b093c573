package io.smoothllm.keys.internal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.kit.access.Role;
import io.smoothllm.model.Wire;
import io.smoothllm.model.key.KeyGrant;
import io.smoothllm.model.key.KeyStatus;
import io.smoothllm.model.key.VirtualKey;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResolveTest {
    @ConfigProperty(name = "smoothllm.service-token")
    String serviceToken;

    @Inject AgroalDataSource database;

    private Someone ada;

    @BeforeEach
    void signIn() {
        ada = Someone.with(Role.MEMBER);
    }

    @Test
    void knowsAKeyTheMomentItIsMade() {
        var key = ada.makesKey("mine");

        var grant = granted(resolve(bySecret(key.secret())));

        assertThat(grant.id()).isEqualTo(key.id());
        assertThat(grant.status()).isEqualTo(KeyStatus.ACTIVE);
        assertThat(grant.accountName()).isEqualTo(ada.email());
        assertThat(granted(resolve(Map.of("id", key.id())))).isEqualTo(grant);
    }

    @Test
    void tellsThatAKeyIsRevoked() {
        var key = ada.makesKey("mine");
        ada.asks().post(key.path() + "/revoke").then().statusCode(200);

        assertThat(granted(resolve(bySecret(key.secret()))).status()).isEqualTo(KeyStatus.REVOKED);
    }

    @Test
    void knowsNoDeletedKeyAndNoStranger() {
        var key = ada.makesKey("mine");
        ada.asks().delete(key.path()).then().statusCode(204);

        resolve(bySecret(key.secret())).then().statusCode(404);
        resolve(Map.of("id", key.id())).then().statusCode(404);
        resolve(Map.of("id", UUID.randomUUID())).then().statusCode(404);
        resolve(Map.of("sha256", base64(new byte[32]))).then().statusCode(404);
    }

    @Test
    void knowsARotatedSecretUntilItsGraceIsOver() throws SQLException {
        var key = ada.makesKey("mine");
        String next = ada.asks().post(key.path() + "/rotate").path("secret");

        assertThat(granted(resolve(bySecret(key.secret()))).secrets()).hasSize(2);
        endGrace(key.id());

        resolve(bySecret(key.secret())).then().statusCode(404);
        assertThat(granted(resolve(bySecret(next))).secrets()).hasSize(1);
    }

    @Test
    void opensToTheServiceTokenOnly() {
        var key = ada.makesKey("mine");
        var question = bySecret(key.secret());

        for (var authorization :
                new String[] {
                    "Bearer " + Someone.admin().accessToken(),
                    "Bearer " + serviceToken + "x",
                    "Bearer " + serviceToken.substring(1),
                    "Bearer ",
                    "Basic " + serviceToken,
                    serviceToken
                }) {
            given().contentType(ContentType.JSON)
                    .header("Authorization", authorization)
                    .body(question)
                    .post("/internal/keys/resolve")
                    .then()
                    .statusCode(401);
        }
        given().contentType(ContentType.JSON)
                .body(question)
                .post("/internal/keys/resolve")
                .then()
                .statusCode(401);
    }

    @Test
    void theServiceTokenOpensNothingElse() {
        given().auth().oauth2(serviceToken).get("/api/v1/keys").then().statusCode(401);
    }

    @Test
    void asksForOneOfTheTwo() {
        resolve(Map.of()).then().statusCode(400).body("errors.field", hasItem("sha256"));
        resolve(Map.of("sha256", base64(new byte[31]))).then().statusCode(400);
        resolve(Map.of("sha256", "no base64!")).then().statusCode(400);
        resolve(Map.of("id", "no id")).then().statusCode(400).body("errors.field", hasItem("id"));
        resolve(Map.of("id", UUID.randomUUID(), "sha256", base64(new byte[32])))
                .then()
                .statusCode(400);
    }

    private Response resolve(Map<String, ?> question) {
        return given().auth()
                .oauth2(serviceToken)
                .contentType(ContentType.JSON)
                .body(question)
                .post("/internal/keys/resolve");
    }

    private static KeyGrant granted(Response answer) {
        return Wire.read(answer.then().statusCode(200).extract().asByteArray(), KeyGrant.class);
    }

    private static Map<String, String> bySecret(String secret) {
        return Map.of("sha256", base64(VirtualKey.parse(secret).orElseThrow().sha256()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private void endGrace(UUID id) throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "update virtual_key set previous_valid_until = now()"
                                        + " where id = ?")) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }
}
