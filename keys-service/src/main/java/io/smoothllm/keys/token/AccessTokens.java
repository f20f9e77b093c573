package io.smoothllm.keys.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smoothllm.keys.account.UserView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

@ApplicationScoped
public class AccessTokens {
    /// The other services cannot ask whether a session has ended, so this is how long an ended one
    /// may still be used there.
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    /// The claim that names the session; only this service looks at it.
    public static final String SESSION = "sid";

    private static final String ISSUER = "smoothllm";

    private final SigningKeyRing ring;

    AccessTokens(SigningKeyRing ring) {
        this.ring = ring;
    }

    public String issue(UserView user, UUID session) {
        var signer = ring.signer();
        var now = Instant.now();
        return Jwt.issuer(ISSUER)
                .subject(user.id().toString())
                .upn(user.email())
                .groups(Set.of(user.role().name()))
                .claim(SESSION, session.toString())
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .jws()
                .keyId(signer.kid())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(signer.key());
    }
}
