package io.smoothllm.usage.testing;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smoothllm.kit.access.Role;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/// Access tokens as keys-service issues them.
public final class Tokens {
    static final String PRIVATE_KEY = "test.signing-key";
    static final String KEY_ID = "test-key";

    private Tokens() {}

    public static String admin() {
        return of(UUID.randomUUID(), Role.ADMIN);
    }

    public static String of(UUID user, Role role) {
        return signed(user, role, "smoothllm", Duration.ofMinutes(15));
    }

    public static String expired(UUID user, Role role) {
        return signed(user, role, "smoothllm", Duration.ofHours(-1));
    }

    public static String ofIssuer(String issuer, UUID user, Role role) {
        return signed(user, role, issuer, Duration.ofMinutes(15));
    }

    private static String signed(UUID user, Role role, String issuer, Duration lifetime) {
        return Jwt.issuer(issuer)
                .subject(user.toString())
                .upn(user + "@example.com")
                .groups(Set.of(role.name()))
                .expiresIn(lifetime)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(KEY_ID)
                .sign(privateKey());
    }

    private static PrivateKey privateKey() {
        try {
            var encoded = ConfigProvider.getConfig().getValue(PRIVATE_KEY, String.class);
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
