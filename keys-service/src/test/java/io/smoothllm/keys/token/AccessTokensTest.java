package io.smoothllm.keys.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.keys.fixture.Tokens;
import io.smoothllm.kit.access.Role;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessTokensTest {
    @Inject AgroalDataSource database;

    @Test
    void anyServiceCanCheckATokenByThePublishedKeys() throws Exception {
        var ada = Someone.with(Role.MEMBER);

        var claims = checkedByPublishedKeys(ada.accessToken());

        assertThat(claims.getSubject()).isEqualTo(ada.id().toString());
        assertThat(claims.getStringClaimValue("upn")).isEqualTo(ada.email());
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("MEMBER");
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(900);
    }

    @Test
    void publishesPublicKeysOnlyAndSaysHowLongTheyKeep() {
        var answer = given().get("/.well-known/jwks.json");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("max-age=60");
        List<Map<String, Object>> keys = answer.path("keys");
        assertThat(keys).isNotEmpty();
        assertThat(keys)
                .allSatisfy(
                        key ->
                                assertThat(key)
                                        .containsOnlyKeys(
                                                "kty", "crv", "kid", "use", "alg", "x", "y")
                                        .containsEntry("alg", "ES256"));
    }

    @Test
    void aRotationSparesTheTokensOfTheOldKey() throws Exception {
        var ada = Someone.with(Role.MEMBER);

        String kid =
                Someone.admin()
                        .asks()
                        .post("/api/v1/auth/signing-keys/rotate")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("kid");

        ada.asks().get("/api/v1/auth/me").then().statusCode(200);
        assertThat(checkedByPublishedKeys(ada.accessToken()).getSubject())
                .isEqualTo(ada.id().toString());
        var again = Someone.signIn(ada.email(), ada.password());
        assertThat(kidOf(again.accessToken()))
                .isEqualTo(kid)
                .isNotEqualTo(kidOf(ada.accessToken()));
        again.asks().get("/api/v1/auth/me").then().statusCode(200);
        checkedByPublishedKeys(again.accessToken());
    }

    @Test
    void anotherKeysTokenAnExpiredOneAndAnUnsignedOneAreRefused() {
        var ada = Someone.with(Role.MEMBER);
        var tokens = new Tokens(database);

        assertThat(statusWith(tokens.equivalent(ada))).isEqualTo(200);
        assertThat(statusWith(tokens.expired(ada))).isEqualTo(401);
        assertThat(statusWith(tokens.signedByAnother(ada))).isEqualTo(401);
        assertThat(statusWith(tokens.ofAnUnknownKey(ada))).isEqualTo(401);
        assertThat(statusWith(unsigned(ada.accessToken()))).isEqualTo(401);
        assertThat(statusWith(ada.accessToken() + "x")).isEqualTo(401);
    }

    @Test
    void aTokenDoesNotOutliveTheRoleItNames() {
        var ada = Someone.with(Role.ADMIN);

        Someone.admin()
                .asks()
                .body(Map.of("email", ada.email(), "role", "VIEWER", "enabled", true))
                .put(ada.path())
                .then()
                .statusCode(200);

        ada.asks().get("/api/v1/users").then().statusCode(401);
        Someone.tryToRefresh(ada.refreshToken())
                .then()
                .statusCode(200)
                .body("user.role", equalTo("VIEWER"));
    }

    private static int statusWith(String token) {
        return given().auth().oauth2(token).get("/api/v1/auth/me").statusCode();
    }

    private static JwtClaims checkedByPublishedKeys(String token) throws Exception {
        var keys = new JsonWebKeySet(given().get("/.well-known/jwks.json").asString());
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setExpectedIssuer("smoothllm")
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
    }

    private static String kidOf(String token) {
        var header =
                new String(Base64.getUrlDecoder().decode(partOf(token, 0)), StandardCharsets.UTF_8);
        return JsonPath.from(header).getString("kid");
    }

    private static String unsigned(String token) {
        var header = "{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header)
                + "."
                + partOf(token, 1)
                + ".";
    }

    private static String partOf(String token, int index) {
        return token.split("\\.", -1)[index];
    }
}
