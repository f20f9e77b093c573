package io.smoothllm.keys.oidc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where the issuer says that its doors are (OpenID Connect Discovery 1.0 §3).
record Endpoints(URI authorization, URI token, IdTokens tokens, Instant readAt) {
    private static final Duration FRESH = Duration.ofHours(1);

    /// As the issuer writes it; the rest of it is of no use here.
    record Document(
            @Nullable String issuer,
            @JsonProperty("authorization_endpoint") @Nullable String authorization,
            @JsonProperty("token_endpoint") @Nullable String token,
            @JsonProperty("jwks_uri") @Nullable String keys) {}

    static Endpoints of(Document document, OidcConfig config, IssuerHttp http)
            throws RefusedException {
        if (!config.issuer().orElseThrow().equals(document.issuer())) {
            throw failed("the document is another issuer's");
        }
        return new Endpoints(
                address(document.authorization()),
                address(document.token()),
                new IdTokens(config, http, address(document.keys())),
                Instant.now());
    }

    boolean isOld() {
        return readAt.plus(FRESH).isBefore(Instant.now());
    }

    private static URI address(@Nullable String text) throws RefusedException {
        return IssuerHttp.address(text)
                .orElseThrow(() -> failed("the document lacks an address that can be called"));
    }

    private static RefusedException failed(String why) {
        return new RefusedException(Refusal.ISSUER_FAILED, why);
    }
}
