package io.smoothllm.keys.token;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.security.Key;
import java.util.List;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/// Checks the tokens of callers against the keys in the database, where others ask
/// `/.well-known/jwks.json`. This is the extension point SmallRye JWT documents for it.
@ApplicationScoped
@Alternative
@Priority(1)
class OwnTokens extends JWTCallerPrincipalFactory {
    private final Parser parser;

    OwnTokens(SigningKeyRing ring) {
        this.parser = new Parser(ring);
    }

    /// The library's exceptions quote the token, which would then be in the debug log; ours has
    /// only their kind.
    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        try {
            return new DefaultJWTCallerPrincipal(parser.parse(token, rules).getJwtClaims());
        } catch (ParseException e) {
            var reason = e.getCause() == null ? e : e.getCause();
            throw new ParseException("Refused: " + reason.getClass().getSimpleName());
        }
    }

    private static final class Parser extends DefaultJWTTokenParser {
        private final SigningKeyRing ring;

        Parser(SigningKeyRing ring) {
            this.ring = ring;
        }

        @Override
        protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo rules) {
            return this::keyOf;
        }

        private Key keyOf(JsonWebSignature signature, List<JsonWebStructure> nesting)
                throws UnresolvableKeyException {
            var kid = signature.getKeyIdHeaderValue();
            if (kid == null) {
                throw new UnresolvableKeyException("No kid");
            }
            return ring.verifier(kid)
                    .orElseThrow(() -> new UnresolvableKeyException("Unknown kid"));
        }
    }
}
