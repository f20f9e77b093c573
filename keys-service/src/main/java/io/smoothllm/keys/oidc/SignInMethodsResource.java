package io.smoothllm.keys.oidc;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a sign-in page shows.
@Path("/api/v1/auth/methods")
@PermitAll
@Tag(name = "auth")
class SignInMethodsResource {
    /// @param password whether e-mail and password are taken
    /// @param oidc null = there is no identity provider; else `/api/v1/auth/oidc/start` leads there
    record SignInMethods(boolean password, @Nullable IdentityProvider oidc) {}

    /// @param name what the button says
    record IdentityProvider(String name) {}

    private final SingleSignOn singleSignOn;
    private final OidcConfig config;

    SignInMethodsResource(SingleSignOn singleSignOn, OidcConfig config) {
        this.singleSignOn = singleSignOn;
        this.config = config;
    }

    @GET
    @Operation(summary = "How people sign in here")
    public SignInMethods list() {
        return new SignInMethods(
                true, singleSignOn.isThere() ? new IdentityProvider(config.name()) : null);
    }
}
