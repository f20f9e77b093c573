package io.smoothllm.keys.session;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import io.smoothllm.keys.token.AccessTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Turns away an access token that outlived what it says: its session ended, or the account was
/// disabled, deleted or given another role. The other services see that when the token expires.
@ApplicationScoped
class OnlyLiveSessions implements SecurityIdentityAugmentor {
    private final Sessions sessions;

    OnlyLiveSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context) {
        return identity.isAnonymous()
                ? Uni.createFrom().item(identity)
                : context.runBlocking(() -> vouchedFor(identity));
    }

    private SecurityIdentity vouchedFor(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token && isLive(token)) {
            return identity;
        }
        throw new AuthenticationFailedException("Not a live session");
    }

    private boolean isLive(JsonWebToken token) {
        String session = token.getClaim(AccessTokens.SESSION);
        return session != null
                && token.getGroups().size() == 1
                && sessions.vouchFor(
                        UUID.fromString(session),
                        UUID.fromString(token.getSubject()),
                        token.getGroups().iterator().next());
    }
}
