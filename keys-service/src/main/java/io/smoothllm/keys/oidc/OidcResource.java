package io.smoothllm.keys.oidc;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.keys.problem.ProblemException;
import io.smoothllm.keys.session.SessionConfig;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// The way to the identity provider and back. A browser shows what these answer, so whatever goes
/// wrong ends at the sign-in page, not in a JSON document.
@Path("/api/v1/auth/oidc")
@PermitAll
@RunOnVirtualThread
@Tag(name = "auth")
class OidcResource {
    private static final String PATH = "/api/v1/auth/oidc";
    private static final String COOKIE = "smoothllm_oidc";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Issuer issuer;
    private final SingleSignOn singleSignOn;
    private final OidcConfig config;
    private final SessionConfig sessions;

    OidcResource(
            Issuer issuer, SingleSignOn singleSignOn, OidcConfig config, SessionConfig sessions) {
        this.issuer = issuer;
        this.singleSignOn = singleSignOn;
        this.config = config;
        this.sessions = sessions;
    }

    @GET
    @Path("/start")
    @Operation(summary = "Sends the browser to the identity provider")
    @APIResponse(responseCode = "303", description = "To its sign-in page, or back to ours")
    @Cache(noStore = true)
    public RestResponse<Void> start(
            @QueryParam("next")
                    @Parameter(description = "The page to go to afterwards; `/` for foreign ones")
                    String next,
            @Context HttpServerRequest request) {
        requireIssuer();
        var attempt = Attempt.to(next);
        try {
            var address = issuer.authorization(attempt, redirectUri(request));
            return to(address.toString(), cookie(attempt.cookie(), PATIENCE, request));
        } catch (RefusedException e) {
            return refused(e, request);
        }
    }

    @GET
    @Path("/callback")
    @Operation(summary = "Where the identity provider sends the browser back to")
    @APIResponse(responseCode = "303", description = "Signed in, or back to the sign-in page")
    @Cache(noStore = true)
    public RestResponse<Void> callback(
            @QueryParam("code") String code,
            @QueryParam("state") String state,
            @QueryParam("error") String error,
            @Context HttpServerRequest request) {
        requireIssuer();
        try {
            var attempt = attempt(request, state);
            if (code == null) {
                throw withoutCode(error);
            }
            var session = singleSignOn.admit(code, attempt, redirectUri(request), request);
            return to(attempt.next(), gone(request), session);
        } catch (RefusedException e) {
            return refused(e, request);
        }
    }

    private static Attempt attempt(HttpServerRequest request, String state)
            throws RefusedException {
        var cookie = request.getCookie(COOKIE);
        return Attempt.parse(cookie == null ? "" : cookie.getValue())
                .filter(attempt -> attempt.hasState(state))
                .orElseThrow(() -> new RefusedException(Refusal.EXPIRED));
    }

    /// RFC 6749 §4.1.2.1.
    private static RefusedException withoutCode(String error) {
        return "access_denied".equals(error)
                ? new RefusedException(Refusal.CANCELLED)
                : new RefusedException(Refusal.ISSUER_FAILED, "it sent no code");
    }

    private RestResponse<Void> refused(RefusedException e, HttpServerRequest request) {
        singleSignOn.note(e);
        return to("/sign-in?problem=" + e.refusal().code(), gone(request));
    }

    private URI redirectUri(HttpServerRequest request) {
        var here = request.scheme() + "://" + request.authority() + PATH + "/callback";
        return config.redirectUri().orElseGet(() -> URI.create(here));
    }

    private void requireIssuer() {
        if (!singleSignOn.isThere()) {
            throw ProblemException.notFound("identity provider");
        }
    }

    private NewCookie gone(HttpServerRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    /// Lax, because it must come along when the issuer sends the browser back.
    private NewCookie cookie(String value, Duration age, HttpServerRequest request) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path(PATH)
                .maxAge((int) age.toSeconds())
                .httpOnly(true)
                .secure(sessions.secureCookie() || request.isSSL())
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private static RestResponse<Void> to(String address, NewCookie... cookies) {
        return ResponseBuilder.<Void>create(RestResponse.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, address)
                .cookie(cookies)
                .build();
    }
}
