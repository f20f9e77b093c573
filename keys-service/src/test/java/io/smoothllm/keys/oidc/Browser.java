package io.smoothllm.keys.oidc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.smoothllm.model.Wire;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A browser on its way to the identity provider and back, which follows no redirect by itself.
final class Browser {
    static final String COOKIE = "smoothllm_oidc";

    private final Response begun;

    private Browser(Response begun) {
        this.begun = begun;
    }

    /// At our door, which sends it to the issuer.
    static Browser begins(String query) {
        var begun = visit("/api/v1/auth/oidc/start" + query, null);
        assertThat(begun.statusCode()).isEqualTo(303);
        return new Browser(begun);
    }

    /// The issuer's page, which sends it back.
    ///
    /// @param claims what the ID token shall say
    /// @param fault as `FakeIssuer` has it; empty = none
    /// @return the address it is sent back to
    String signsInAs(Map<String, Object> claims, String fault) {
        var wanted = new String(Wire.write(claims), StandardCharsets.UTF_8);
        var page = address() + "&claims=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
        var back = visit(fault.isEmpty() ? page : page + "&fault=" + fault, null);
        assertThat(back.statusCode()).isEqualTo(302);
        return back.header("Location");
    }

    Response comesBack(String address) {
        return visit(address, cookie());
    }

    static Response signIn(String query, Map<String, Object> claims, String fault) {
        var browser = begins(query);
        return browser.comesBack(browser.signsInAs(claims, fault));
    }

    /// Where it was sent to.
    String address() {
        return begun.header("Location");
    }

    Cookie cookie() {
        return begun.detailedCookie(COOKIE);
    }

    static Response visit(String address, Cookie cookie) {
        var request = given().redirects().follow(false).urlEncodingEnabled(false);
        return (cookie == null ? request : request.cookie(cookie)).get(address);
    }
}
