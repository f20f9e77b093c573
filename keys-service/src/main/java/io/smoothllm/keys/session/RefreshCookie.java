package io.smoothllm.keys.session;

import io.smoothllm.keys.problem.Problem;
import io.smoothllm.keys.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Where a browser keeps its refresh token: no script can read it, and it is sent to the sign-in
/// addresses only, by pages of this very host.
@ApplicationScoped
class RefreshCookie {
    static final String NAME = "smoothllm_session";
    static final String PATH = "/api/v1/auth";

    private final SessionConfig config;

    RefreshCookie(SessionConfig config) {
        this.config = config;
    }

    NewCookie holding(RefreshSecret secret, Instant until, HttpServerRequest request) {
        long seconds = Math.max(0, Duration.between(Instant.now(), until).toSeconds());
        return cookie(secret.text(), (int) seconds, request);
    }

    NewCookie gone(HttpServerRequest request) {
        return cookie("", 0, request);
    }

    Optional<RefreshSecret> in(HttpServerRequest request) {
        var cookie = request.getCookie(NAME);
        return cookie == null
                ? Optional.empty()
                : Optional.of(new RefreshSecret(cookie.getValue()));
    }

    /// A page of another origin may not use the cookie, nor plant one. `SameSite=Strict` holds off
    /// other sites; this holds off other hosts of the same site. Schemes are not compared, since
    /// not every edge says which one the browser used.
    ///
    /// @throws ProblemException when the browser names another origin (RFC 6454 §7)
    static void refuseOtherOrigins(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin != null && !isOfHost(origin, String.valueOf(request.authority()))) {
            throw new ProblemException(
                    new Problem.Forbidden("A page of another origin may not use this session."));
        }
    }

    private static boolean isOfHost(String origin, String authority) {
        try {
            var uri = new URI(origin);
            return uri.getRawAuthority() != null
                    && withoutUsualPort(uri.getRawAuthority()).equals(withoutUsualPort(authority));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String withoutUsualPort(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }

    private NewCookie cookie(String value, int maxAge, HttpServerRequest request) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path(PATH)
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(config.secureCookie() || request.isSSL())
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
