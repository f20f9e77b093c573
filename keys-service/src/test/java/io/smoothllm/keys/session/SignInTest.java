package io.smoothllm.keys.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.kit.access.Role;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInTest {
    @Inject AgroalDataSource database;

    @Test
    void signsInWithWhateverCaseOfTheEmail() {
        var ada = Someone.with(Role.MEMBER);

        Someone.tryToSignIn(ada.email().toUpperCase(Locale.ROOT), ada.password())
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("expiresIn", equalTo(900))
                .body("user.email", equalTo(ada.email()))
                .body("user.role", equalTo("MEMBER"))
                .body("accessToken", startsWith("ey"))
                .body("refreshToken", startsWith("smooth-rt-"));
    }

    @Test
    void answersAWrongPasswordAndAnUnknownEmailAlike() {
        var ada = Someone.with(Role.MEMBER);

        var wrong = Someone.tryToSignIn(ada.email(), "not her password");
        var unknown = Someone.tryToSignIn("nobody@example.org", "not her password");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.contentType()).isEqualTo("application/problem+json");
        assertThat(wrong.path("type").toString())
                .isEqualTo("urn:smoothllm:problem:wrong-credentials");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.asString()).isEqualTo(wrong.asString());
    }

    @Test
    void namesTheFieldsThatAreMissing() {
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("email", "password"));
    }

    @Test
    void doesNotHashEndlessPasswords() {
        Someone.tryToSignIn("ada@example.org", "x".repeat(129))
                .then()
                .statusCode(400)
                .body("errors.field", everyItem(equalTo("password")));
    }

    @Test
    void tellsWhoeverGuessesToWait() {
        var ada = Someone.with(Role.MEMBER);
        for (int i = 0; i < 10; i++) {
            Someone.tryToSignIn(ada.email(), "guess number " + i).then().statusCode(401);
        }

        var refused = Someone.tryToSignIn(ada.email(), ada.password());

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 30);
        assertThat(refused.path("type").toString())
                .isEqualTo("urn:smoothllm:problem:too-many-attempts");
    }

    @Test
    void aRefreshTokenWorksOnce() {
        var ada = Someone.with(Role.MEMBER);

        var renewed = Someone.tryToRefresh(ada.refreshToken());

        renewed.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("user.id", equalTo(ada.id().toString()));
        assertThat(renewed.path("refreshToken").toString()).isNotEqualTo(ada.refreshToken());
    }

    @Test
    void aRefreshTokenThatComesBackEndsTheSession() throws SQLException {
        var ada = Someone.with(Role.MEMBER);
        String next = Someone.tryToRefresh(ada.refreshToken()).path("refreshToken");
        letTheGracePass(ada);

        Someone.tryToRefresh(ada.refreshToken())
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:smoothllm:problem:invalid-refresh-token"));

        Someone.tryToRefresh(next).then().statusCode(401);
        ada.asks().get("/api/v1/auth/me").then().statusCode(401);
    }

    @Test
    void twoTabsMayRefreshAtTheSameMoment() {
        var ada = Someone.with(Role.MEMBER);

        String firstTab = Someone.tryToRefresh(ada.refreshToken()).path("refreshToken");
        String secondTab = Someone.tryToRefresh(ada.refreshToken()).path("refreshToken");

        assertThat(secondTab).isNotEqualTo(firstTab);
        Someone.tryToRefresh(secondTab).then().statusCode(200);
    }

    @Test
    void aThiefWithinTheGraceAndHisVictimDoNotBothGoOn() throws SQLException {
        var ada = Someone.with(Role.MEMBER);
        String victims = Someone.tryToRefresh(ada.refreshToken()).path("refreshToken");
        String thiefs = Someone.tryToRefresh(ada.refreshToken()).path("refreshToken");
        String victimsNext = Someone.tryToRefresh(victims).path("refreshToken");
        letTheGracePass(ada);

        Someone.tryToRefresh(thiefs).then().statusCode(401);

        Someone.tryToRefresh(victimsNext).then().statusCode(401);
    }

    @Test
    void anIdleSessionIsOver() throws SQLException {
        var ada = Someone.with(Role.MEMBER);
        update("update session set expires_at = now() where account_id = ?", ada.id());

        Someone.tryToRefresh(ada.refreshToken()).then().statusCode(401);
    }

    @Test
    void anUnknownRefreshTokenIsRefused() {
        Someone.tryToRefresh("smooth-rt-unknown").then().statusCode(401);
    }

    @Test
    void signingOutEndsTheSession() {
        var ada = Someone.with(Role.MEMBER);

        signOut(ada.refreshToken()).then().statusCode(204);

        Someone.tryToRefresh(ada.refreshToken()).then().statusCode(401);
        ada.asks().get("/api/v1/auth/me").then().statusCode(401);
        signOut(ada.refreshToken()).then().statusCode(204);
    }

    @Test
    void saysWhoIsSignedIn() {
        var ada = Someone.with(Role.VIEWER);

        ada.asks()
                .get("/api/v1/auth/me")
                .then()
                .statusCode(200)
                .body("id", equalTo(ada.id().toString()))
                .body("email", equalTo(ada.email()))
                .body("role", equalTo("VIEWER"))
                .body("enabled", equalTo(true));
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        var ada = Someone.with(Role.MEMBER);
        var elsewhere = Someone.signIn(ada.email(), ada.password());

        changePassword(ada, ada.password(), "an entirely new one").then().statusCode(204);

        ada.asks().get("/api/v1/auth/me").then().statusCode(200).body("version", greaterThan(1));
        Someone.tryToRefresh(ada.refreshToken()).then().statusCode(200);
        elsewhere.asks().get("/api/v1/auth/me").then().statusCode(401);
        Someone.tryToRefresh(elsewhere.refreshToken()).then().statusCode(401);
        Someone.tryToSignIn(ada.email(), ada.password()).then().statusCode(401);
        Someone.tryToSignIn(ada.email(), "an entirely new one").then().statusCode(200);
    }

    @Test
    void aNewPasswordNeedsTheOldOneAndEnoughLength() {
        var ada = Someone.with(Role.MEMBER);

        changePassword(ada, "not her password", "an entirely new one")
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("currentPassword"));
        changePassword(ada, ada.password(), "elevenchars")
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("newPassword"));
        Someone.tryToSignIn(ada.email(), ada.password()).then().statusCode(200);
    }

    @Test
    void signingInRenewsAHashOfOldParameters() throws SQLException {
        var ada = Someone.with(Role.MEMBER);
        var weak = Argon2Function.getInstance(512, 1, 1, 32, Argon2.ID);
        update(
                "update account set password_hash = ? where id = ?",
                Password.hash(ada.password()).addRandomSalt(16).with(weak).getResult(),
                ada.id());

        Someone.signIn(ada.email(), ada.password());

        assertThat(passwordHashOf(ada)).startsWith("$argon2id$v=19$m=1024,t=1,p=1$");
        Someone.signIn(ada.email(), ada.password());
    }

    @Test
    void onlyHashesOfTokensAreStored() throws SQLException {
        var ada = Someone.with(Role.MEMBER);

        try (var connection = database.getConnection();
                var query =
                        connection.prepareStatement(
                                """
                                select count(*) from refresh_token t
                                join session s on s.id = t.session_id
                                where s.account_id = ? and t.sha256 = sha256(?::bytea)
                                """)) {
            query.setObject(1, ada.id());
            query.setString(2, ada.refreshToken());
            var result = query.executeQuery();
            result.next();
            assertThat(result.getInt(1)).isEqualTo(1);
        }
    }

    private static Response signOut(String refreshToken) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("refreshToken", refreshToken))
                .post("/api/v1/auth/logout");
    }

    private static Response changePassword(Someone who, String current, String next) {
        return who.asks()
                .body(Map.of("currentPassword", current, "newPassword", next))
                .post("/api/v1/auth/password");
    }

    private void letTheGracePass(Someone who) throws SQLException {
        update(
                "update session set rotated_at = rotated_at - interval '11 s' where account_id = ?",
                who.id());
    }

    private String passwordHashOf(Someone who) throws SQLException {
        try (var connection = database.getConnection();
                var query =
                        connection.prepareStatement(
                                "select password_hash from account where id = ?")) {
            query.setObject(1, who.id());
            var result = query.executeQuery();
            result.next();
            return result.getString(1);
        }
    }

    private void update(String sql, Object... parameters) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
