package io.smoothllm.keys.session;

import io.smoothllm.keys.token.AccessTokens;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The session whose access token came with the request at hand.
@RequestScoped
class CurrentSession {
    private final JsonWebToken token;

    CurrentSession(JsonWebToken token) {
        this.token = token;
    }

    UUID id() {
        return UUID.fromString(token.getClaim(AccessTokens.SESSION));
    }
}
