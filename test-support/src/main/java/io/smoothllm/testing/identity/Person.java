package io.smoothllm.testing.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import io.smoothllm.model.Wire;
import io.smoothllm.testing.OncePerJvm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Someone who is signed in.
///
/// @param role `ADMIN`, `MEMBER` or `VIEWER`
public record Person(UUID id, String email, String role) {
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    /// A new one each time, as the others.
    public static Person admin() {
        return of("ADMIN");
    }

    public static Person member() {
        return of("MEMBER");
    }

    public static Person viewer() {
        return of("VIEWER");
    }

    public static Person of(String role) {
        var id = UuidCreator.getTimeOrderedEpoch();
        return new Person(id, id + "@example.org", role);
    }

    /// For `Authorization: Bearer`.
    public String token() {
        return ask("sign", claims("smoothllm", Instant.now()));
    }

    public String expiredToken() {
        return ask("sign", claims("smoothllm", Instant.now().minus(LIFETIME.multipliedBy(2))));
    }

    /// Right in every word, but signed by someone else.
    public String forgedToken() {
        return ask("forge", claims("smoothllm", Instant.now()));
    }

    /// Well signed, but not meant for this installation.
    public String foreignToken() {
        return ask("sign", claims("https://elsewhere.example", Instant.now()));
    }

    private static String ask(String how, String claims) {
        return OncePerJvm.ask(TokenIssuer.class, how, claims);
    }

    private String claims(String issuer, Instant issuedAt) {
        var claims =
                TokenIssuer.object()
                        .put("iss", issuer)
                        .put("sub", id.toString())
                        .put("upn", email)
                        .put("iat", issuedAt.getEpochSecond())
                        .put("exp", issuedAt.plus(LIFETIME).getEpochSecond())
                        .put("jti", UUID.randomUUID().toString());
        claims.putArray("groups").add(role);
        return new String(Wire.write(claims), StandardCharsets.UTF_8);
    }
}
