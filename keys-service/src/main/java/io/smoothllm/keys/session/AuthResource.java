package io.smoothllm.keys.session;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.keys.account.People;
import io.smoothllm.keys.account.UserView;
import io.smoothllm.keys.paging.PageQuery;
import io.smoothllm.keys.password.Passwords;
import io.smoothllm.keys.problem.ProblemException;
import io.smoothllm.keys.token.AccessTokens;
import io.smoothllm.kit.access.CurrentCaller;
import io.smoothllm.kit.access.Role;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

@Path("/api/v1/auth")
@RunOnVirtualThread
@Tag(name = "auth")
class AuthResource {
    record Login(
            @NotNull @Size(min = 1, max = 254) @Pattern(regexp = PageQuery.PRINTABLE) String email,
            @NotNull @Size(min = 1, max = Passwords.MAX_LENGTH) String password) {
        @Override
        public String toString() {
            return "Login[" + email + "]";
        }
    }

    record Refresh(@NotNull @Size(min = 1, max = 100) String refreshToken) {
        RefreshSecret secret() {
            return new RefreshSecret(refreshToken);
        }

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
    private final CurrentCaller caller;
    private final JsonWebToken token;

    AuthResource(
            SignIn signIn,
            Sessions sessions,
            People people,
            CurrentCaller caller,
            JsonWebToken token) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.people = people;
        this.caller = caller;
        this.token = token;
    }

    @POST
    @Path("/login")
    @PermitAll
    @Cache(noStore = true)
    public SignedIn login(@NotNull @Valid Login login, @Context HttpServerRequest request) {
        return signIn.login(login.email(), login.password(), addressOf(request));
    }

    @POST
    @Path("/refresh")
    @PermitAll
    @Cache(noStore = true)
    public SignedIn refresh(@NotNull @Valid Refresh refresh) {
        return signIn.refresh(refresh.secret());
    }

    /// Needs no access token, which may have expired. Says nothing of a token it does not know.
    @POST
    @Path("/logout")
    @APIResponse(responseCode = "204", description = "Done")
    @PermitAll
    public void logout(@NotNull @Valid Refresh refresh) {
        sessions.end(refresh.secret());
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
                UUID.fromString(token.getClaim(AccessTokens.SESSION)),
                change.currentPassword(),
                change.newPassword(),
                addressOf(request));
    }

    private static String addressOf(HttpServerRequest request) {
        return request.remoteAddress().hostAddress();
    }
}
