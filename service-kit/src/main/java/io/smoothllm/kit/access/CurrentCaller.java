package io.smoothllm.kit.access;

import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The caller of the request at hand.
@RequestScoped
public class CurrentCaller {
    private final JsonWebToken token;

    CurrentCaller(JsonWebToken token) {
        this.token = token;
    }

    /// @throws UnauthorizedException when the token is not one of ours
    public Caller get() {
        try {
            var role = token.getGroups().stream().findFirst().map(Role::valueOf);
            return new Caller(
                    UUID.fromString(token.getSubject()), token.getName(), role.orElseThrow());
        } catch (RuntimeException e) {
            throw new UnauthorizedException("Not an access token of this installation", e);
        }
    }
}
