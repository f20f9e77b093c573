package io.smoothllm.keys.token;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;

/// The public keys, for every service that checks tokens (RFC 7517).
@Path("/.well-known/jwks.json")
@PermitAll
@RunOnVirtualThread
@Tag(name = "auth")
class JwksResource {
    record Jwks(List<Map<String, Object>> keys) {}

    private final SigningKeyRing ring;

    JwksResource(SigningKeyRing ring) {
        this.ring = ring;
    }

    /// Who keeps it for a minute learns of a new key at the latest a minute after a rotation.
    @GET
    @Cache(maxAge = 60)
    public Jwks keys() {
        return new Jwks(
                ring.published().entrySet().stream()
                        .map(entry -> publicParameters(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Map<String, Object> publicParameters(String kid, ECPublicKey key) {
        var jwk = new EllipticCurveJsonWebKey(key);
        jwk.setKeyId(kid);
        jwk.setUse("sig");
        jwk.setAlgorithm("ES256");
        return jwk.toParams(OutputControlLevel.PUBLIC_ONLY);
    }
}
