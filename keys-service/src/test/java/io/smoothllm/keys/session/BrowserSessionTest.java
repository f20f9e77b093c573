package io.smoothllm.keys.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.kit.access.Role;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a browser gets, and what a page of somebody else cannot do with it.
@QuarkusTest
class BrowserSessionTest {
    @Inject AgroalDataSource database;

    private Someone ada;

    @BeforeEach
    void invite() {
        ada = Someone.with(Role.MEMBER);
    }

    @Test
    void theRefreshTokenIsWhereNoScriptCanReadIt() {
        var answer = signIn(given());

        answer.then().statusCode(200).body("$", not(hasKey("refreshToken")));
        assertThat(answer.path("accessToken").toString()).startsWith("ey");
        var cookie = cookieOf(answer);
        assertThat(cookie.getValue()).startsWith("smooth-rt-");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/api/v1/auth");
        assertThat(Duration.ofSeconds(cookie.getMaxAge()))
                .isBetween(Duration.ofDays(7).minusMinutes(1), Duration.ofDays(7));
        assertThat(cookie.isSecured()).isFalse();
    }

    @Test
    void overHttpsTheCookieNeverTravelsInTheClear() {
        var answer = signIn(given().header("X-Forwarded-Proto", "https"));

        assertThat(cookieOf(answer).isSecured()).isTrue();
    }

    @Test
    void whoeverDoesNotAskForACookieGetsNone() {
        var answer = Someone.tryToSignIn(ada.email(), ada.password());

        answer.then().statusCode(200).body("refreshToken", startsWith("smooth-rt-"));
        assertThat(answer.detailedCookies().asList()).isEmpty();
    }

    @Test
    void aRefreshWithoutABodyUsesTheCookieAndRenewsIt() {
        var before = cookieOf(signIn(given()));

        var answer = refresh(before);

        answer.then()
                .statusCode(200)
                .body("user.email", equalTo(ada.email()))
                .body("$", not(hasKey("refreshToken")));
        assertThat(cookieOf(answer).getValue()).isNotEqualTo(before.getValue());
        assertThat(cookieOf(answer).isHttpOnly()).isTrue();
    }

    @Test
    void severalTabsMayRefreshAtTheSameMoment() {
        var cookie = cookieOf(signIn(given()));

        var tabs =
                Stream.generate(() -> CompletableFuture.supplyAsync(() -> refresh(cookie)))
                        .limit(5)
                        .toList();

        var answers = tabs.stream().map(CompletableFuture::join).toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(refresh(cookieOf(answers.getLast())).statusCode()).isEqualTo(200);
    }

    @Test
    void aCookieThatComesBackLaterWasStolenAndEndsTheSession() throws SQLException {
        var stolen = cookieOf(signIn(given()));
        var renewed = cookieOf(refresh(stolen));
        letTheGracePass();

        assertThat(refresh(stolen).statusCode()).isEqualTo(401);

        assertThat(refresh(renewed).statusCode()).isEqualTo(401);
    }

    @Test
    void signingOutEndsTheSessionAndTakesTheCookieBack() {
        var cookie = cookieOf(signIn(given()));

        var answer = empty().cookie(cookie).post("/api/v1/auth/logout");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(cookieOf(answer).getMaxAge()).isZero();
        assertThat(cookieOf(answer).getValue()).isEmpty();
        assertThat(refresh(cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void withoutACookieNobodyIsSignedIn() {
        empty().post("/api/v1/auth/refresh")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:smoothllm:problem:invalid-refresh-token"));
        empty().post("/api/v1/auth/logout").then().statusCode(204);
    }

    @Test
    void aPageOfAnotherOriginGetsNothing() {
        var cookie = cookieOf(signIn(given()));
        for (var origin : new String[] {"https://evil.example", "http://localhost:1", "null"}) {
            assertThat(signIn(given().header("Origin", origin)).statusCode()).isEqualTo(403);
            for (var path : new String[] {"/api/v1/auth/refresh", "/api/v1/auth/logout"}) {
                var answer = empty().cookie(cookie).header("Origin", origin).post(path);
                assertThat(answer.statusCode()).as("%s from %s", path, origin).isEqualTo(403);
                assertThat(answer.detailedCookies().asList()).isEmpty();
            }
        }
        assertThat(refresh(cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void thePageThatTheEdgeServesIsNoOtherOrigin() {
        var behindTheEdge =
                given().header("X-Forwarded-Host", "gateway.example.org")
                        .header("Origin", "https://gateway.example.org");

        assertThat(signIn(behindTheEdge).statusCode()).isEqualTo(200);
    }

    @Test
    void noFormOfAnotherSiteCanSendWhatIsTaken() {
        var cookie = cookieOf(signIn(given()));
        for (var type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
            given().cookie(cookie)
                    .contentType(type)
                    .body("{}")
                    .post("/api/v1/auth/refresh")
                    .then()
                    .statusCode(415);
        }
    }

    private Response signIn(RequestSpecification request) {
        return request.contentType(ContentType.JSON)
                .body(Map.of("email", ada.email(), "password", ada.password(), "cookie", true))
                .post("/api/v1/auth/login");
    }

    private static Response refresh(Cookie cookie) {
        return empty().cookie(cookie).post("/api/v1/auth/refresh");
    }

    /// As `fetch` sends a POST without a body; RestAssured would say that it is a form.
    private static RequestSpecification empty() {
        return given().noContentType();
    }

    private static Cookie cookieOf(Response answer) {
        return answer.detailedCookie("smoothllm_session");
    }

    private void letTheGracePass() throws SQLException {
        try (var connection = database.getConnection();
                var update =
                        connection.prepareStatement(
                                "update session set rotated_at = rotated_at - interval '11 s'"
                                        + " where account_id = ?")) {
            update.setObject(1, ada.id());
            update.executeUpdate();
        }
    }
}
