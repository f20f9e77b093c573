package io.smoothllm.keys.oidc;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smoothllm.model.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Speaks with the identity provider as OpenID Connect Core 1.0 and Discovery 1.0 describe it. It
/// is asked when somebody signs in, never at start.
@ApplicationScoped
class Issuer {
    private final OidcConfig config;
    private final IssuerHttp http;
    private volatile Endpoints endpoints;

    Issuer(OidcConfig config, IssuerHttp http) {
        this.config = config;
        this.http = http;
    }

    /// As it writes it; the access token is of no use here.
    private record TokenAnswer(@JsonProperty("id_token") @Nullable String idToken) {
        @Override
        public String toString() {
            return "TokenAnswer[…]";
        }
    }

    /// Where the browser goes.
    URI authorization(Attempt attempt, URI redirectUri) throws RefusedException {
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", clientId());
        query.put("redirect_uri", redirectUri.toString());
        query.put("scope", config.scopes());
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        var address = endpoints().authorization();
        var joint = address.getRawQuery() == null ? "?" : "&";
        return URI.create(address + joint + IssuerHttp.form(query));
    }

    /// Turns the code into what the issuer says of the person.
    Claims redeem(String code, Attempt attempt, URI redirectUri) throws RefusedException {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri.toString());
        form.put("client_id", clientId());
        form.put("code_verifier", attempt.verifier());
        var known = endpoints();
        var request =
                HttpRequest.newBuilder(known.token())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(IssuerHttp.form(form)));
        basic().ifPresent(credentials -> request.header("Authorization", credentials));
        var token = ask(request, TokenAnswer.class).idToken();
        if (token == null) {
            throw failed("the answer has no ID token");
        }
        return known.tokens().check(token, attempt);
    }

    private Endpoints endpoints() throws RefusedException {
        var known = endpoints;
        if (known == null || known.isOld()) {
            var issuer = config.issuer().orElseThrow();
            var address = issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration";
            var document =
                    ask(HttpRequest.newBuilder(URI.create(address)), Endpoints.Document.class);
            known = Endpoints.of(document, config, http);
            endpoints = known;
        }
        return known;
    }

    private <T> T ask(HttpRequest.Builder request, Class<T> type) throws RefusedException {
        try {
            var answer = http.send(request);
            if (answer.statusCode() != 200) {
                throw failed("the answer was " + answer.statusCode());
            }
            var said = Wire.read(answer.body(), type);
            if (said == null) {
                throw failed("the answer was empty");
            }
            return said;
        } catch (IOException | UncheckedIOException e) {
            throw failed(e.getMessage());
        }
    }

    private String clientId() {
        return config.clientId().orElseThrow();
    }

    /// RFC 6749 §2.3.1: id and secret are form-encoded before they are joined.
    private Optional<String> basic() {
        return config.clientSecret()
                .map(secret -> IssuerHttp.encode(clientId()) + ":" + IssuerHttp.encode(secret))
                .map(pair -> pair.getBytes(StandardCharsets.UTF_8))
                .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private static RefusedException failed(@Nullable String why) {
        return new RefusedException(Refusal.ISSUER_FAILED, why);
    }
}
