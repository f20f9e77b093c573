package io.smoothllm.keys.oidc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.kit.access.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The way to the issuer and back; [NewcomersTest] has who gets which account.
@QuarkusTest
class SingleSignOnTest {
    @Test
    void theSignInPageIsToldOfTheIssuer() {
        given().get("/api/v1/auth/methods")
                .then()
                .statusCode(200)
                .body("password", equalTo(true))
                .body("oidc.name", equalTo("Example Inc."));
    }

    @Test
    void theBrowserTakesNoSecretAlong() {
        var browser = Browser.begins("");

        var query = browser.address().replaceFirst("^[^?]*\\?", "&");
        assertThat(query)
                .contains("&response_type=code", "&code_challenge_method=S256")
                .contains("&state=", "&nonce=", "&scope=openid+email+profile")
                .doesNotContain("secret");
        assertThat(browser.cookie().isHttpOnly()).isTrue();
        assertThat(browser.cookie().getSameSite()).isEqualTo("Lax");
        assertThat(browser.cookie().getMaxAge()).isEqualTo(600);
        assertThat(browser.cookie().getPath()).isEqualTo("/api/v1/auth/oidc");
    }

    @Test
    void aPersonWithAnAccountIsSignedInAsThemselves() {
        var ada = Someone.with(Role.MEMBER);

        var back = Browser.signIn("?next=/keys", claims(ada.email()), "");

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("/keys");
        assertThat(back.detailedCookie(Browser.COOKIE).getMaxAge()).isZero();
        var session = back.detailedCookie("smoothllm_session");
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.getSameSite()).isEqualTo("Strict");
        given().noContentType()
                .cookie(session)
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(200)
                .body("user.id", equalTo(ada.id().toString()));
    }

    @Test
    void howSomebodySignedInIsInTheAuditLog() {
        var ada = Someone.with(Role.MEMBER);

        Browser.signIn("", claims(ada.email()), "");

        assertThat(audit("?actor=" + ada.id(), "items[0].changes.to"))
                .containsExactly("Example Inc.");
    }

    @Test
    void aTokenThatIsNotForThisAttemptIsRefused() {
        var wrong = new HashMap<String, Object>();
        wrong.put("aud", "another client");
        wrong.put("azp", "another client");
        wrong.put("nonce", "of another attempt");
        wrong.put("iss", "https://elsewhere.example");
        wrong.put("exp", 1000);
        wrong.put("sub", "");

        var back = new ArrayList<Response>();
        wrong.forEach(
                (claim, value) -> {
                    var claims = claims(anEmail());
                    claims.put(claim, value);
                    back.add(Browser.signIn("", claims, ""));
                });

        assertThat(back).hasSize(6).allSatisfy(answer -> isRefused(answer, "issuer-failed"));
    }

    @Test
    void aTokenThatTheIssuerDidNotSignIsRefused() {
        isRefused(Browser.signIn("", claims(anEmail()), "forged"), "issuer-failed");
        isRefused(Browser.signIn("", claims(anEmail()), "unsigned"), "issuer-failed");
    }

    @Test
    void onlyTheBrowserThatBeganCanEnd() {
        var begun = Browser.begins("");
        var address = begun.signsInAs(claims(anEmail()), "");

        isRefused(Browser.visit(address, null), "expired");
        isRefused(Browser.begins("").comesBack(address), "expired");
        assertThat(begun.comesBack(address).header("Location")).isEqualTo("/");
    }

    @Test
    void aCodeOfAnotherAttemptIsRefused() {
        var stolen = Browser.begins("").signsInAs(claims(anEmail()), "");
        var thief = Browser.begins("");
        var own = thief.signsInAs(claims(anEmail()), "");

        var back = thief.comesBack(own.replaceFirst("code=[^&]*", "code=" + codeIn(stolen)));

        isRefused(back, "issuer-failed");
    }

    @Test
    void aCodeWorksOnce() {
        var browser = Browser.begins("");
        var address = browser.signsInAs(claims(anEmail()), "");
        browser.comesBack(address);

        isRefused(browser.comesBack(address), "issuer-failed");
    }

    @Test
    void whoeverChangesTheirMindIsBackAtTheSignInPage() {
        var browser = Browser.begins("");
        var state = browser.address().replaceFirst(".*[?&]state=([^&]*).*", "$1");
        var callback = "/api/v1/auth/oidc/callback?state=" + state;

        isRefused(browser.comesBack(callback + "&error=access_denied"), "cancelled");
        isRefused(browser.comesBack(callback + "&error=server_error"), "issuer-failed");
    }

    @Test
    void theWayLeadsToPagesOfOursOnly() {
        for (var next :
                List.of(
                        "//evil.example",
                        "/%5Cevil.example",
                        "https://evil.example",
                        "javascript:alert(1)",
                        "/%0D%0ASet-Cookie:a=b")) {
            assertThat(Browser.signIn("?next=" + next, claims(anEmail()), "").header("Location"))
                    .as(next)
                    .isEqualTo("/");
        }
    }

    @Test
    void whileTheIssuerFailsAPasswordIsAsGoodAsEver() {
        var ada = Someone.with(Role.MEMBER);

        isRefused(Browser.signIn("", claims(ada.email()), "broken"), "issuer-failed");

        Someone.tryToSignIn(ada.email(), ada.password()).then().statusCode(200);
    }

    @Test
    void aRefusalIsInTheAuditLogWithItsReason() {
        var secretly = claims(anEmail());
        secretly.put("email_verified", false);

        isRefused(Browser.signIn("", secretly, ""), "email-not-verified");

        assertThat(audit("?action=sign-in&limit=5", "items.changes.to.flatten()"))
                .contains("email-not-verified");
    }

    private static List<String> audit(String query, String path) {
        return Someone.admin().asks().get("/api/v1/audit" + query).path(path);
    }

    private static String codeIn(String address) {
        return address.replaceFirst(".*[?&]code=([^&]*).*", "$1");
    }

    private static void isRefused(Response back, String problem) {
        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("/sign-in?problem=" + problem);
        assertThat(back.detailedCookie("smoothllm_session")).isNull();
    }

    private static Map<String, Object> claims(String email) {
        return new HashMap<>(Map.of("email", email, "email_verified", true));
    }

    private static String anEmail() {
        return UUID.randomUUID() + "@example.org";
    }
}
