package io.smoothllm.keys.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smoothllm.kit.access.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "smoothllm.oidc")
public interface OidcConfig {
    /// As its tokens spell it. Without one people sign in by password only.
    Optional<String> issuer();

    Optional<String> clientId();

    /// Without one this is a public client, which PKCE protects.
    Optional<String> clientSecret();

    /// What the button of the sign-in page says after "Sign in with".
    @WithDefault("single sign-on")
    String name();

    @WithDefault("openid email profile")
    String scopes();

    /// As registered at the issuer; without one, `/api/v1/auth/oidc/callback` at the address that
    /// the browser used.
    Optional<URI> redirectUri();

    /// Whether a person without an account gets one.
    @WithDefault("false")
    boolean createAccounts();

    /// The domains that people's e-mails may have; without any, all.
    Optional<List<String>> allowedDomains();

    /// A claim of the ID token, a text or a list of texts, that says what somebody is. With it,
    /// roles are decided at the issuer, at each sign-in; without it, here.
    Optional<String> roleClaim();

    /// What values of that claim stand for, each `value=ROLE`; of several the highest counts.
    Optional<List<String>> roles();

    /// Of a new account, and of a person of whom the claim says nothing; without one, such a person
    /// does not get in.
    Optional<Role> defaultRole();

    /// How long the issuer may take for one answer.
    @WithDefault("5s")
    Duration timeout();
}
