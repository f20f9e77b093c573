package io.smoothllm.keys.oidc;

import static org.jose4j.jwa.AlgorithmConstraints.ConstraintType.PERMIT;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jspecify.annotations.Nullable;

/// Checks ID tokens (OpenID Connect Core 1.0 §3.1.3.7) with the issuer's keys, which are fetched
/// again when one of them is not known.
final class IdTokens {
    private static final int CLOCKS_APART_SECONDS = 60;

    private final OidcConfig config;
    private final JwtConsumer consumer;

    IdTokens(OidcConfig config, IssuerHttp http, URI keys) {
        var jwks = new HttpsJwks(keys.toString());
        jwks.setSimpleHttpGet(http);
        this.config = config;
        this.consumer =
                new JwtConsumerBuilder()
                        .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(jwks))
                        .setJwsAlgorithmConstraints(
                                PERMIT,
                                AlgorithmIdentifiers.RSA_USING_SHA256,
                                AlgorithmIdentifiers.RSA_USING_SHA384,
                                AlgorithmIdentifiers.RSA_USING_SHA512,
                                AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                                AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
                                AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
                                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                                AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
                                AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
                                AlgorithmIdentifiers.EDDSA)
                        .setExpectedIssuer(config.issuer().orElseThrow())
                        .setExpectedAudience(clientId())
                        .setRequireSubject()
                        .setRequireIssuedAt()
                        .setRequireExpirationTime()
                        .setAllowedClockSkewInSeconds(CLOCKS_APART_SECONDS)
                        .build();
    }

    Claims check(String token, Attempt attempt) throws RefusedException {
        try {
            var claims = verified(token);
            if (!attempt.hasNonce(text(claims, "nonce"))) {
                throw failed("the ID token is of another attempt");
            }
            var meantFor = text(claims, "azp");
            if (meantFor == null ? claims.getAudience().size() > 1 : !meantFor.equals(clientId())) {
                throw failed("the ID token is for another client");
            }
            var subject = text(claims, "sub");
            if (subject == null) {
                throw failed("the ID token names nobody");
            }
            return new Claims(subject, vouchedEmail(claims), text(claims, "name"), roles(claims));
        } catch (MalformedClaimException e) {
            throw failed("the ID token has malformed claims");
        }
    }

    /// The library's exception quotes the token and is not passed on.
    private JwtClaims verified(String token) throws RefusedException {
        try {
            return consumer.processToClaims(token);
        } catch (InvalidJwtException e) {
            var codes = e.getErrorDetails().stream().map(ErrorCodeValidator.Error::getErrorCode);
            throw failed("the ID token is not valid, jose4j error codes " + codes.toList());
        }
    }

    private List<String> roles(JwtClaims claims) {
        return switch (config.roleClaim().map(claims::getClaimValue).orElse(null)) {
            case String one -> List.of(one);
            case List<?> several -> several.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    /// Some issuers write the boolean as a text.
    private static @Nullable String vouchedEmail(JwtClaims claims) {
        var verified = String.valueOf(claims.getClaimValue("email_verified"));
        var email = text(claims, "email");
        return email != null && verified.toLowerCase(Locale.ROOT).equals("true")
                ? email.strip()
                : null;
    }

    private static @Nullable String text(JwtClaims claims, String name) {
        return claims.getClaimValue(name) instanceof String text && !text.isBlank() ? text : null;
    }

    private String clientId() {
        return config.clientId().orElseThrow();
    }

    private static RefusedException failed(String why) {
        return new RefusedException(Refusal.ISSUER_FAILED, why);
    }
}
