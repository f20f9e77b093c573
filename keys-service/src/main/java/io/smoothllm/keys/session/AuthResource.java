package io.smoothllm.keys.session;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.keys.account.People;
import io.smoothllm.keys.account.UserView;
import io.smoothllm.keys.paging.PageQuery;
import io.smoothllm.keys.password.Passwords;
import io.smoothllm.keys.problem.Problem;
import io.smoothllm.keys.problem.ProblemException;
import io.smoothllm.kit.access.CurrentCaller;
import io.smoothllm.kit.access.Role;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v1/auth")
@Consumes(MediaType.APPLICATION_JSON) // No form of another site can send it.
@RunOnVirtualThread
@Tag(name = "auth")
class AuthResource {
    /// @param cookie true = the refresh token comes as a cookie that no script can read, instead of
    ///     in the body
    record Login(
            @NotNull @Size(min = 1, max = 254) @Pattern(regexp = PageQuery.PRINTABLE) String email,
            @NotNull @Size(min = 1, max = Passwords.MAX_LENGTH) String password,
            Boolean cookie) {
        boolean byCookie() {
            return cookie != null && cookie;
        }

        @Override
        public String toString() {
            return "Login[" + email + "]";
        }
    }

    /// @param refreshToken null = the one in the cookie
    record Refresh(@Size(min = 1, max = 100) String refreshToken) {
        @Override
        public String toString() {
            return "Refresh[…]";
        }
    }

    record PasswordChange(
            @NotNull @Size(min = 1, max = Passwords.MAX_LENGTH) String currentPassword,
            @NotNull @Size(min = Passwords.MIN_LENGTH, max = Passwords.MAX_LENGTH)
                    String newPassword) {
        @Override
        public String toString() {
            return "PasswordChange[…]";
        }
    }

    private final SignIn signIn;
    private final Sessions sessions;
    private final People people;
    private final RefreshCookie cookie;
    private final CurrentCaller caller;
    private final CurrentSession session;

    AuthResource(
            SignIn signIn,
            Sessions sessions,
            People people,
            RefreshCookie cookie,
            CurrentCaller caller,
            CurrentSession session) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.people = people;
        this.cookie = cookie;
        this.caller = caller;
        this.session = session;
    }

    @POST
    @Path("/login")
    @PermitAll
    @Cache(noStore = true)
    public RestResponse<SignedIn> login(
            @NotNull @Valid Login login, @Context HttpServerRequest request) {
        if (login.byCookie()) {
            RefreshCookie.refuseOtherOrigins(request);
        }
        var issued = signIn.login(login.email(), login.password(), addressOf(request));
        return login.byCookie()
                ? withCookie(issued, request)
                : RestResponse.ok(SignedIn.withToken(issued));
    }

    /// Without a token in the body, the one in the cookie is used, and the next one is a cookie.
    @POST
    @Path("/refresh")
    @PermitAll
    @Cache(noStore = true)
    public RestResponse<SignedIn> refresh(
            @Valid Refresh refresh, @Context HttpServerRequest request) {
        var sent = sent(refresh);
        if (sent.isPresent()) {
            return RestResponse.ok(SignedIn.withToken(signIn.refresh(sent.get())));
        }
        RefreshCookie.refuseOtherOrigins(request);
        var kept = cookie.in(request).orElseThrow(AuthResource::signedOut);
        return withCookie(signIn.refresh(kept), request);
    }

    /// Needs no access token, which may have expired. Says nothing of a token it does not know.
    @POST
    @Path("/logout")
    @APIResponse(responseCode = "204", description = "Done")
    @PermitAll
    public RestResponse<Void> logout(@Valid Refresh refresh, @Context HttpServerRequest request) {
        var sent = sent(refresh);
        if (sent.isPresent()) {
            sessions.end(sent.get());
            return RestResponse.noContent();
        }
        RefreshCookie.refuseOtherOrigins(request);
        cookie.in(request).ifPresent(sessions::end);
        return ResponseBuilder.<Void>noContent().cookie(cookie.gone(request)).build();
    }

    @GET
    @Path("/me")
    @RolesAllowed({Role.ADMINS, Role.MEMBERS, Role.VIEWERS})
    @Cache(noStore = true)
    public UserView me() {
        return people.find(caller.get().id()).orElseThrow(() -> ProblemException.notFound("user"));
    }

    /// The person's other sessions end.
    @POST
    @Path("/password")
    @APIResponse(responseCode = "204", description = "Done")
    @RolesAllowed({Role.ADMINS, Role.MEMBERS, Role.VIEWERS})
    public void changePassword(
            @NotNull @Valid PasswordChange change, @Context HttpServerRequest request) {
        signIn.changePassword(
                caller.get().id(),
                session.id(),
                change.currentPassword(),
                change.newPassword(),
                addressOf(request));
    }

    private RestResponse<SignedIn> withCookie(Issued issued, HttpServerRequest request) {
        return ResponseBuilder.ok(SignedIn.withCookie(issued))
                .cookie(cookie.holding(issued.refresh(), issued.until(), request))
                .build();
    }

    private static Optional<RefreshSecret> sent(Refresh refresh) {
        return Optional.ofNullable(refresh).map(Refresh::refreshToken).map(RefreshSecret::new);
    }

    private static ProblemException signedOut() {
        return new ProblemException(new Problem.InvalidRefreshToken());
    }

    private static String addressOf(HttpServerRequest request) {
        return request.remoteAddress().hostAddress();
    }
}
