import os
R='/tmp/helpers/keys/'
K=R+'keys-service/src/main/java/io/smoothllm/keys/'
O=K+'oidc/'
TS=R+'test-support/src/main/java/io/smoothllm/testing/'
T=R+'keys-service/src/test/java/io/smoothllm/keys/'
def w(p,s):
    os.makedirs(os.path.dirname(p),exist_ok=True); open(p,'w').write(s)
def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)

w(O+'package-info.java','''/// Sign-in by an identity provider (OpenID Connect, authorization code with PKCE). [OidcResource]
/// sends the browser there and takes it back, [IdentityProvider] speaks with the provider,
/// [SingleSignOn] decides who gets in.
///
/// The provider is believed in who a person is, by their verified e-mail; what they may do is the
/// account's role. Without `smoothllm.oidc.issuer` nothing of this exists.
package io.smoothllm.keys.oidc;
''')
w(O+'OidcConfig.java','''package io.smoothllm.keys.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smoothllm.kit.access.Role;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "smoothllm.oidc")
public interface OidcConfig {
    /// Of the identity provider, as its tokens spell it. Without one people sign in by password
    /// only.
    Optional<String> issuer();

    Optional<String> clientId();

    /// Without one this is a public client, which PKCE protects.
    Optional<String> clientSecret();

    /// What the button of the sign-in page says.
    @WithDefault("single sign-on")
    String name();

    @WithDefault("openid email profile")
    String scope();

    /// As registered at the provider; if absent, `/api/v1/auth/oidc/callback` at the address that
    /// the browser used.
    Optional<URI> redirectUri();

    /// A claim of the ID token, a text or a list of texts, that says what somebody is.
    Optional<String> roleClaim();

    /// What a value of that claim makes of a person without an account; of several the highest.
    Map<String, Role> roles();

    /// For a person without an account of whom the claim says nothing; if absent, they do not get
    /// in.
    Optional<Role> defaultRole();

    /// How long the provider may take to answer.
    @WithDefault("5s")
    Duration timeout();
}
''')
w(O+'Attempt.java','''package io.smoothllm.keys.oidc;

import io.smoothllm.model.Wire;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// A sign-in that is under way, kept in the browser that began it.
///
/// @param state comes back with the code: proves that this browser asked (RFC 6749 §10.12)
/// @param nonce comes back in the ID token: proves that it was made for this attempt
/// @param verifier proves that whoever redeems the code asked for it (RFC 7636)
/// @param next the page to go to afterwards
record Attempt(String state, String nonce, String verifier, String next) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    static Attempt to(String next) {
        return new Attempt(random(), random(), random(), next);
    }

    static Optional<Attempt> parse(String cookie) {
        try {
            var attempt = Wire.read(Base64.getUrlDecoder().decode(cookie), Attempt.class);
            return Optional.ofNullable(attempt).filter(Attempt::isWhole);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    String cookie() {
        return BASE64.encodeToString(Wire.write(this));
    }

    /// S256 of RFC 7636 §4.2.
    String challenge() {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    boolean hasState(String given) {
        return given != null && equal(state, given);
    }

    boolean hasNonce(String given) {
        return given != null && equal(nonce, given);
    }

    private boolean isWhole() {
        return state != null && nonce != null && verifier != null && next != null;
    }

    private static boolean equal(String a, String b) {
        return MessageDigest.isEqual(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String random() {
        var bits = new byte[32];
        RANDOM.nextBytes(bits);
        return BASE64.encodeToString(bits);
    }

    @Override
    public String toString() {
        return "Attempt[" + next + "]";
    }
}
''')
w(O+'Identity.java','''package io.smoothllm.keys.oidc;

import java.util.List;

/// Whom the provider vouches for.
///
/// @param email verified by it
/// @param name null = it says none
/// @param groups the values of the claim that says what somebody is
record Identity(String email, String name, List<String> groups) {}
''')
w(O+'Refusal.java','''package io.smoothllm.keys.oidc;

import java.util.Locale;

/// Why somebody did not get in. The sign-in page is told by `?problem=`.
enum Refusal {
    /// The person changed their mind, or the provider does not let them.
    CANCELLED,
    /// It took too long, or was begun in another browser.
    EXPIRED,
    /// The provider does not say that the e-mail is theirs.
    EMAIL_NOT_VERIFIED,
    /// There is no account, or it is disabled.
    NO_ACCOUNT,
    /// The provider does not answer, or not as it should.
    PROVIDER_FAILED;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
''')
w(O+'RefusedException.java','''package io.smoothllm.keys.oidc;

/// Nobody gets in this time.
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedException(Refusal refusal) {
        this(refusal, null);
    }

    RefusedException(Refusal refusal, Throwable cause) {
        super(refusal.code(), cause);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
''')
w(O+'IdentityProvider.java','''package io.smoothllm.keys.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The provider of `smoothllm.oidc`, as OpenID Connect Core 1.0 and Discovery 1.0 describe it. It is
/// asked when somebody signs in, not at start.
@ApplicationScoped
class IdentityProvider {
    private final OidcConfig config;
    private final ProviderHttp http;
    private volatile Endpoints endpoints;

    IdentityProvider(OidcConfig config, ProviderHttp http) {
        this.config = config;
        this.http = http;
    }

    /// Makes the boot fail when half of it is set.
    void check(@Observes StartupEvent event) {
        if (isThere() && config.clientId().isEmpty()) {
            throw new ConfigurationException("smoothllm.oidc.client-id is needed with the issuer");
        }
    }

    boolean isThere() {
        return config.issuer().isPresent();
    }

    /// Where the browser goes.
    URI authorization(Attempt attempt, URI redirectUri) throws RefusedException {
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", clientId());
        query.put("redirect_uri", redirectUri.toString());
        query.put("scope", config.scope());
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        var address = endpoints().authorization();
        var joint = address.getRawQuery() == null ? "?" : "&";
        return URI.create(address + joint + ProviderHttp.form(query));
    }

    /// Turns the code into what the provider says of the person.
    Identity redeem(String code, Attempt attempt, URI redirectUri) throws RefusedException {
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
                        .POST(BodyPublishers.ofString(ProviderHttp.form(form)));
        basic().ifPresent(credentials -> request.header("Authorization", credentials));
        var answer = json(request);
        return known.tokens().identity(answer.path("id_token").asText(), attempt);
    }

    private Endpoints endpoints() throws RefusedException {
        var known = endpoints;
        if (known == null || known.isOld()) {
            var issuer = config.issuer().orElseThrow();
            var document = issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration";
            known = Endpoints.of(json(HttpRequest.newBuilder(URI.create(document))), config);
            endpoints = known;
        }
        return known;
    }

    private JsonNode json(HttpRequest.Builder request) throws RefusedException {
        try {
            return http.json(request);
        } catch (IOException e) {
            throw new RefusedException(Refusal.PROVIDER_FAILED, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Refusal.PROVIDER_FAILED, e);
        }
    }

    private String clientId() {
        return config.clientId().orElseThrow();
    }

    /// RFC 6749 §2.3.1: id and secret are form-encoded before they are joined.
    private Optional<String> basic() {
        return config.clientSecret()
                .map(secret -> ProviderHttp.encode(clientId()) + ":" + ProviderHttp.encode(secret))
                .map(pair -> pair.getBytes(StandardCharsets.UTF_8))
                .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair));
    }
}
'''.replace('import java.util.Map;\n',''))
w(O+'ProviderHttp.java','''package io.smoothllm.keys.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// Calls to the provider: with a deadline, without redirects, and of bounded size.
@ApplicationScoped
class ProviderHttp {
    private static final int MAX_ANSWER = 256 * 1024;

    private final OidcConfig config;
    private final ObjectMapper mapper;
    private final HttpClient client;

    ProviderHttp(OidcConfig config, ObjectMapper mapper) {
        this.config = config;
        this.mapper = mapper;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(config.timeout())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer =
                client.send(
                        request.timeout(config.timeout())
                                .header("Accept", "application/json")
                                .build(),
                        BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            var bytes = body.readNBytes(MAX_ANSWER);
            if (answer.statusCode() != 200) {
                throw new IOException("The identity provider answered " + answer.statusCode());
            }
            return mapper.readTree(bytes);
        }
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
''')
w(O+'Endpoints.java','''package io.smoothllm.keys.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/// What the provider's discovery document says.
record Endpoints(URI authorization, URI token, IdTokens tokens, Instant readAt) {
    private static final Duration FRESH = Duration.ofHours(1);

    static Endpoints of(JsonNode document, OidcConfig config) throws RefusedException {
        var issuer = config.issuer().orElseThrow();
        try {
            if (!issuer.equals(document.path("issuer").asText())) {
                throw new IllegalArgumentException("It is the document of another issuer");
            }
            return new Endpoints(
                    address(document, "authorization_endpoint"),
                    address(document, "token_endpoint"),
                    new IdTokens(config, address(document, "jwks_uri")),
                    Instant.now());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.PROVIDER_FAILED, e);
        }
    }

    boolean isOld() {
        return readAt.plus(FRESH).isBefore(Instant.now());
    }

    private static URI address(JsonNode document, String field) {
        var address = URI.create(document.path(field).asText());
        if (address.getHost() == null) {
            throw new IllegalArgumentException("It has no " + field);
        }
        return address;
    }
}
''')
w(O+'IdTokens.java','''package io.smoothllm.keys.oidc;

import static org.jose4j.jwa.AlgorithmConstraints.ConstraintType.PERMIT;

import java.net.URI;
import java.util.List;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/// Checks ID tokens (OpenID Connect Core 1.0 §3.1.3.7) with the provider's keys, which are fetched
/// again when one of them is not known.
final class IdTokens {
    private static final int CLOCKS_APART_SECONDS = 60;
    private static final int MAX_KEYS_BYTES = 256 * 1024;

    private final OidcConfig config;
    private final JwtConsumer consumer;

    IdTokens(OidcConfig config, URI keys) {
        this.config = config;
        this.consumer =
                new JwtConsumerBuilder()
                        .setVerificationKeyResolver(
                                new HttpsJwksVerificationKeyResolver(jwks(config, keys)))
                        .setJwsAlgorithmConstraints(
                                PERMIT,
                                AlgorithmIdentifiers.RSA_USING_SHA256,
                                AlgorithmIdentifiers.RSA_USING_SHA384,
                                AlgorithmIdentifiers.RSA_USING_SHA512,
                                AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                                AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
                                AlgorithmIdentifiers.EDDSA)
                        .setExpectedIssuer(config.issuer().orElseThrow())
                        .setExpectedAudience(config.clientId().orElseThrow())
                        .setRequireSubject()
                        .setRequireIssuedAt()
                        .setRequireExpirationTime()
                        .setAllowedClockSkewInSeconds(CLOCKS_APART_SECONDS)
                        .build();
    }

    Identity identity(String token, Attempt attempt) throws RefusedException {
        var claims = verified(token);
        var meantFor = text(claims, "azp");
        if (!attempt.hasNonce(text(claims, "nonce"))
                || meantFor != null && !meantFor.equals(config.clientId().orElseThrow())) {
            throw new RefusedException(Refusal.PROVIDER_FAILED);
        }
        var email = text(claims, "email");
        if (email == null || !"true".equals(String.valueOf(claims.getClaimValue("email_verified")))) {
            throw new RefusedException(Refusal.EMAIL_NOT_VERIFIED);
        }
        return new Identity(email, text(claims, "name"), groups(claims));
    }

    /// The library's exception quotes the token and is not passed on.
    private JwtClaims verified(String token) throws RefusedException {
        try {
            return consumer.processToClaims(token);
        } catch (InvalidJwtException e) {
            var codes = e.getErrorDetails().stream().map(ErrorCodeValidator.Error::getErrorCode);
            throw new RefusedException(
                    Refusal.PROVIDER_FAILED,
                    new IllegalArgumentException("jose4j's error codes: " + codes.toList()));
        }
    }

    private List<String> groups(JwtClaims claims) {
        return switch (config.roleClaim().map(claims::getClaimValue).orElse(null)) {
            case String one -> List.of(one);
            case List<?> several -> several.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    private static String text(JwtClaims claims, String name) {
        return claims.getClaimValue(name) instanceof String text && !text.isBlank() ? text : null;
    }

    private static HttpsJwks jwks(OidcConfig config, URI address) {
        int patience = (int) config.timeout().toMillis();
        var get = new Get();
        get.setConnectTimeout(patience);
        get.setReadTimeout(patience);
        get.setRetries(0);
        get.setResponseBodySizeLimit(MAX_KEYS_BYTES);
        var jwks = new HttpsJwks(address.toString());
        jwks.setSimpleHttpGet(get);
        return jwks;
    }
}
''')
w(O+'SingleSignOn.java','''package io.smoothllm.keys.oidc;

import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.keys.account.UserView;
import io.smoothllm.keys.account.VouchedPeople;
import io.smoothllm.keys.session.BrowserSessions;
import io.smoothllm.kit.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Who gets in: a person with an enabled account of that e-mail, and one without any if the
/// settings give them a role.
@ApplicationScoped
class SingleSignOn {
    private static final Logger LOG = Logger.getLogger(SingleSignOn.class);

    private final IdentityProvider provider;
    private final VouchedPeople people;
    private final BrowserSessions sessions;
    private final OidcConfig config;
    private final MeterRegistry metrics;

    SingleSignOn(
            IdentityProvider provider,
            VouchedPeople people,
            BrowserSessions sessions,
            OidcConfig config,
            MeterRegistry metrics) {
        this.provider = provider;
        this.people = people;
        this.sessions = sessions;
        this.config = config;
        this.metrics = metrics;
    }

    /// @throws RefusedException and it is logged, counted and told to the audit log
    UserView admit(String code, Attempt attempt, URI redirectUri) throws RefusedException {
        var identity = provider.redeem(code, attempt, redirectUri);
        var user =
                people.admit(identity.email(), identity.name(), roleOf(identity))
                        .orElseThrow(() -> new RefusedException(Refusal.NO_ACCOUNT));
        count("success");
        return user;
    }

    void note(RefusedException e) {
        if (e.refusal() == Refusal.PROVIDER_FAILED) {
            LOG.warn("A sign-in by the identity provider failed", e);
        }
        count("refused");
        sessions.noteRefusal();
    }

    /// The roles are declared from the highest to the lowest.
    private Optional<Role> roleOf(Identity identity) {
        return identity.groups().stream()
                .map(config.roles()::get)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .or(config::defaultRole);
    }

    private void count(String outcome) {
        metrics.counter("smoothllm.sign.ins", "kind", "oidc", "outcome", outcome).increment();
    }
}
''')
w(O+'OidcResource.java','''package io.smoothllm.keys.oidc;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.keys.problem.ProblemException;
import io.smoothllm.keys.session.BrowserSessions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// The way to the identity provider and back. Both are pages of the browser's, so whatever goes
/// wrong ends at the sign-in page, not in a JSON document.
@Path("/api/v1/auth/oidc")
@PermitAll
@RunOnVirtualThread
@Tag(name = "auth")
class OidcResource {
    private static final String PATH = "/api/v1/auth/oidc";
    private static final String COOKIE = "smoothllm_oidc";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// A page of ours: another host would begin with two slashes.
    private static final Pattern OWN_PAGE = Pattern.compile("/(?![/\\\\\\\\])[\\\\x21-\\\\x7E]{0,500}");

    private final IdentityProvider provider;
    private final SingleSignOn singleSignOn;
    private final BrowserSessions sessions;
    private final OidcConfig config;

    OidcResource(
            IdentityProvider provider,
            SingleSignOn singleSignOn,
            BrowserSessions sessions,
            OidcConfig config) {
        this.provider = provider;
        this.singleSignOn = singleSignOn;
        this.sessions = sessions;
        this.config = config;
    }

    @GET
    @Path("/start")
    @Operation(summary = "Sends the browser to the identity provider")
    @APIResponse(responseCode = "303", description = "To the provider's sign-in page")
    @Cache(noStore = true)
    public RestResponse<Void> start(
            @QueryParam("next") @Parameter(description = "The page to go to afterwards") String next,
            @Context HttpServerRequest request) {
        requireProvider();
        boolean own = next != null && OWN_PAGE.matcher(next).matches();
        var attempt = Attempt.to(own ? next : "/");
        try {
            var address = provider.authorization(attempt, redirectUri(request));
            return to(address.toString(), cookie(attempt.cookie(), PATIENCE, request));
        } catch (RefusedException e) {
            return refused(e, request);
        }
    }

    @GET
    @Path("/callback")
    @Operation(summary = "Where the identity provider sends the browser back to")
    @APIResponse(responseCode = "303", description = "Signed in, or to the sign-in page")
    @Cache(noStore = true)
    public RestResponse<Void> callback(
            @QueryParam("code") String code,
            @QueryParam("state") String state,
            @Context HttpServerRequest request) {
        requireProvider();
        try {
            var attempt = attempt(request, state);
            if (code == null) {
                throw new RefusedException(Refusal.CANCELLED);
            }
            var user = singleSignOn.admit(code, attempt, redirectUri(request));
            var session =
                    sessions.open(user.id(), request)
                            .orElseThrow(() -> new RefusedException(Refusal.NO_ACCOUNT));
            return to(attempt.next(), gone(request), session);
        } catch (RefusedException e) {
            return refused(e, request);
        }
    }

    private static Attempt attempt(HttpServerRequest request, String state)
            throws RefusedException {
        var cookie = request.getCookie(COOKIE);
        return Attempt.parse(cookie == null ? "" : cookie.getValue())
                .filter(attempt -> attempt.hasState(state))
                .orElseThrow(() -> new RefusedException(Refusal.EXPIRED));
    }

    private RestResponse<Void> refused(RefusedException e, HttpServerRequest request) {
        singleSignOn.note(e);
        return to("/sign-in?problem=" + e.refusal().code(), gone(request));
    }

    private URI redirectUri(HttpServerRequest request) {
        return config.redirectUri()
                .orElseGet(
                        () ->
                                URI.create(
                                        request.scheme()
                                                + "://"
                                                + request.authority()
                                                + PATH
                                                + "/callback"));
    }

    private void requireProvider() {
        if (!provider.isThere()) {
            throw ProblemException.notFound("identity provider");
        }
    }

    private static NewCookie gone(HttpServerRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    /// Lax, because it must come along when the provider sends the browser back.
    private static NewCookie cookie(String value, Duration age, HttpServerRequest request) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path(PATH)
                .maxAge((int) age.toSeconds())
                .httpOnly(true)
                .secure(request.isSSL())
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private static RestResponse<Void> to(String address, NewCookie... cookies) {
        return ResponseBuilder.<Void>create(RestResponse.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, address)
                .cookie(cookies)
                .build();
    }
}
''')
# methods live with the configuration
w(O+'SignInMethodsResource.java','''package io.smoothllm.keys.oidc;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a sign-in page shows.
@Path("/api/v1/auth/methods")
@PermitAll
@Tag(name = "auth")
class SignInMethodsResource {
    /// @param password whether e-mail and password are taken
    /// @param oidc null = there is no identity provider; else `/api/v1/auth/oidc/start` leads there
    record SignInMethods(boolean password, @Nullable ProviderName oidc) {}

    /// @param name what the button says
    record ProviderName(String name) {}

    private final IdentityProvider provider;
    private final OidcConfig config;

    SignInMethodsResource(IdentityProvider provider, OidcConfig config) {
        this.provider = provider;
        this.config = config;
    }

    @GET
    @Operation(summary = "How people sign in here")
    public SignInMethods list() {
        return new SignInMethods(
                true, provider.isThere() ? new ProviderName(config.name()) : null);
    }
}
''')
os.remove(K+'session/SignInMethodsResource.java')
w(K+'session/BrowserSessions.java','''package io.smoothllm.keys.session;

import io.smoothllm.keys.account.People;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.NewCookie;
import java.util.Optional;
import java.util.UUID;

/// Sessions for browsers whose person was proven by somebody else.
@ApplicationScoped
public class BrowserSessions {
    private final Sessions sessions;
    private final People people;
    private final RefreshCookie cookie;
    private final RefusedSignIns refusals;

    BrowserSessions(
            Sessions sessions, People people, RefreshCookie cookie, RefusedSignIns refusals) {
        this.sessions = sessions;
        this.people = people;
        this.cookie = cookie;
        this.refusals = refusals;
    }

    /// @return the cookie that holds the new session; empty when the account is disabled by now
    @Transactional
    public Optional<NewCookie> open(UUID account, HttpServerRequest request) {
        return people.keepEnabled(account)
                .map(sessions::open)
                .map(issued -> cookie.holding(issued.refresh(), issued.until(), request));
    }

    public void noteRefusal() {
        refusals.note(Optional.empty());
    }
}
''')
sub(K+'session/Sessions.java',('    private Issued open(UserView user) {','    /// In the caller\'s transaction, which keeps the account enabled.\n    @Transactional(Transactional.TxType.MANDATORY)\n    Issued open(UserView user) {'))
w(K+'account/VouchedPeople.java','''package io.smoothllm.keys.account;

import io.smoothllm.keys.password.Passwords;
import io.smoothllm.kit.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// People whom an identity provider vouches for. Their password is nobody's until an admin sets
/// one.
@ApplicationScoped
public class VouchedPeople {
    private static final int MAX_NAME = 100;

    private final People people;
    private final AccountRegister register;
    private final Passwords passwords;

    VouchedPeople(People people, AccountRegister register, Passwords passwords) {
        this.people = people;
        this.register = register;
        this.passwords = passwords;
    }

    /// @param role for a person without an account; empty = they do not get one
    /// @return empty also for a disabled account
    public Optional<UserView> admit(String email, String name, Optional<Role> role) {
        if (role.isPresent() && !people.isKnown(email)) {
            var hash = passwords.hash(UUID.randomUUID() + "." + UUID.randomUUID());
            register.createVouched(email, printable(name), role.get(), hash);
        }
        return people.vouchedFor(email);
    }

    private static String printable(String name) {
        var text = name == null ? "" : name.replaceAll("\\\\p{Cntrl}", "").strip();
        return text.isEmpty() ? null : text.substring(0, Math.min(MAX_NAME, text.length()));
    }
}
''')
sub(K+'account/People.java',('''    /// Does nothing when the password was changed since.''','''    @Transactional
    public boolean isKnown(String email) {
        return accounts.findByEmail(email).isPresent();
    }

    /// Notes a sign-in that somebody else vouches for.
    ///
    /// @return empty for an unknown or disabled account
    @Transactional
    public Optional<UserView> vouchedFor(String email) {
        var account =
                accounts.findByEmail(email)
                        .flatMap(row -> accounts.lock(row.id))
                        .filter(row -> row.enabled);
        account.ifPresent(row -> row.lastLoginAt = now());
        return account.map(UserView::of);
    }

    /// Does nothing when the password was changed since.'''))
sub(K+'account/AccountRegister.java',('''    @Transactional
    boolean isEmpty() {''','''    /// For somebody whom an identity provider vouches for, unless there is an account by now.
    @Transactional
    void createVouched(String email, String name, Role role, String passwordHash) {
        accounts.lockRegister();
        if (accounts.findByEmail(email).isEmpty()) {
            var newcomer = account(email, name, role, passwordHash);
            accounts.persist(newcomer);
            var facts = Facts.none().changesTo(newcomer.facts());
            log.doneBy(newcomer.asActor(), "user.created", newcomer.asTarget(), facts);
        }
    }

    @Transactional
    boolean isEmpty() {'''))
s=open(K+'account/AccountRegister.java').read()
a=s.index('    private Account add('); b=s.index('    private void refuseTaken')
s=s[:a]+'''    private Account add(NewUser user, String passwordHash) {
        var account = account(user.email().strip(), user.name(), user.role(), passwordHash);
        refuseTaken(account.email, account.id);
        accounts.persist(account);
        log.done("user.created", account.asTarget(), Facts.none().changesTo(account.facts()));
        return account;
    }

    private static Account account(String email, String name, Role role, String passwordHash) {
        var account = new Account();
        account.id = UuidCreator.getTimeOrderedEpoch();
        account.email = email;
        account.name = name;
        account.role = role;
        account.enabled = true;
        account.passwordHash = passwordHash;
        account.createdAt = now();
        account.changed(account.createdAt);
        return account;
    }

'''+s[b:]
open(K+'account/AccountRegister.java','w').write(s)
sub(K+'account/Account.java',('''    Facts facts() {''','''    AuditActor asActor() {
        return AuditActor.account(id, email);
    }

    Facts facts() {'''),('import io.smoothllm.model.audit.AuditTarget;','import io.smoothllm.model.audit.AuditActor;\nimport io.smoothllm.model.audit.AuditTarget;'))
sub(K+'audit/AuditLog.java',('''    public void doneBy(AuditActor actor, String action, AuditTarget target) {
        rows.add(scribe.by(actor, action, target, Outcome.DONE, List.of()));
    }''','''    public void doneBy(AuditActor actor, String action, AuditTarget target) {
        doneBy(actor, action, target, List.of());
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void doneBy(
            AuditActor actor, String action, AuditTarget target, List<FieldChange> changes) {
        rows.add(scribe.by(actor, action, target, Outcome.DONE, changes));
    }'''))
sub(T+'ArchitectureTest.java',('''                    .whereLayer("session")
                    .mayNotBeAccessedByAnyLayer()''','''                    .layer("oidc")
                    .definedBy("..keys.oidc..")
                    .whereLayer("oidc")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("session")
                    .mayOnlyBeAccessedByLayers("oidc")'''),('.mayOnlyBeAccessedByLayers("session", "token", "key")','.mayOnlyBeAccessedByLayers("session", "token", "key", "oidc")'))
sub(T+'AuthorisationTest.java',('''                    row("GET", "/api/v1/auth/sessions", null,''','''                    row("GET", "/api/v1/auth/oidc/start", null, 303, 303, 303, 303, 303, 303, 303),
                    row(
                            "GET",
                            "/api/v1/auth/oidc/callback",
                            null,
                            303,
                            303,
                            303,
                            303,
                            303,
                            303,
                            303),
                    row("GET", "/api/v1/auth/sessions", null,'''),
('        var request = given().contentType(ContentType.JSON);','        var request = given().redirects().follow(false).contentType(ContentType.JSON);'))
sub(T+'session/OwnSessionsTest.java',('''    @Test
    void aSignInPageIsToldWhatThereIs() {
        given().get("/api/v1/auth/methods")
                .then()
                .statusCode(200)
                .body("password", equalTo(true))
                .body("oidc", equalTo(null));
    }

''',''))
# ---- fake provider
w(TS+'identity/FakeIdentityProvider.java','''package io.smoothllm.testing.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smoothllm.model.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// An OpenID provider on loopback, once per test JVM, as strict with its client as a real one.
///
/// Its sign-in page lets everybody in at once: whoever follows the address it was sent to adds what
/// the ID token shall say as `claims` (JSON), and `forged=true` to have it signed by a stranger.
public final class FakeIdentityProvider {
    public static final String CLIENT_ID = "smooth gateway";
    public static final String CLIENT_SECRET = "a secret: of the test";

    /// What was asked for a code.
    private record Grant(Map<String, String> asked) {}

    private static final Map<String, Grant> GRANTS = new ConcurrentHashMap<>();

    private FakeIdentityProvider() {}

    private static final class Page {
        static final HttpServer SERVER = serve();
    }

    public static String issuer() {
        return "http://127.0.0.1:" + Page.SERVER.getAddress().getPort();
    }

    private static HttpServer serve() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var server = HttpServer.create(address, 0);
            server.createContext(
                    "/.well-known/openid-configuration", page -> answer(page, 200, discovery()));
            server.createContext("/authorize", FakeIdentityProvider::authorize);
            server.createContext("/token", FakeIdentityProvider::token);
            // Its thread is not a daemon and would keep the JVM.
            server.setExecutor(command -> Thread.ofVirtual().start(command));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0), "oidc-stop"));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode discovery() {
        return TokenIssuer.object()
                .put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token")
                .put("jwks_uri", TokenIssuer.jwksUrl());
    }

    private static void authorize(HttpExchange page) throws IOException {
        var asked = fields(page.getRequestURI().getRawQuery());
        if (!CLIENT_ID.equals(asked.get("client_id"))
                || !"code".equals(asked.get("response_type"))
                || !"S256".equals(asked.get("code_challenge_method"))) {
            answer(page, 400, TokenIssuer.object().put("error", "invalid_request"));
            return;
        }
        var code = UUID.randomUUID().toString();
        GRANTS.put(code, new Grant(asked));
        page.getResponseHeaders()
                .set(
                        "Location",
                        asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
        page.sendResponseHeaders(302, -1);
        page.close();
    }

    private static void token(HttpExchange page) throws IOException {
        var form =
                fields(new String(page.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        // A code works once.
        var grant = GRANTS.remove(form.getOrDefault("code", ""));
        if (grant == null || !isTheClient(page) || !fits(grant.asked(), form)) {
            answer(page, 400, TokenIssuer.object().put("error", "invalid_grant"));
            return;
        }
        answer(
                page,
                200,
                TokenIssuer.object()
                        .put("access_token", "not used")
                        .put("token_type", "Bearer")
                        .put("id_token", idToken(grant.asked())));
    }

    private static String idToken(Map<String, String> asked) {
        var now = Instant.now().getEpochSecond();
        var claims =
                TokenIssuer.object()
                        .put("iss", issuer())
                        .put("aud", CLIENT_ID)
                        .put("sub", UUID.randomUUID().toString())
                        .put("nonce", asked.get("nonce"))
                        .put("iat", now)
                        .put("exp", now + 300);
        var wanted = asked.getOrDefault("claims", "{}").getBytes(StandardCharsets.UTF_8);
        claims.setAll(Wire.read(wanted, ObjectNode.class));
        var text = new String(Wire.write(claims), StandardCharsets.UTF_8);
        return asked.containsKey("forged") ? TokenIssuer.forge(text) : TokenIssuer.sign(text);
    }

    /// RFC 6749 §2.3.1.
    private static boolean isTheClient(HttpExchange page) {
        var pair =
                TokenIssuer.encode(CLIENT_ID) + ":" + TokenIssuer.encode(CLIENT_SECRET);
        var expected =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return expected.equals(page.getRequestHeaders().getFirst("Authorization"));
    }

    private static boolean fits(Map<String, String> asked, Map<String, String> form) {
        return "authorization_code".equals(form.get("grant_type"))
                && asked.get("redirect_uri").equals(form.get("redirect_uri"))
                && asked.get("code_challenge").equals(s256(form.getOrDefault("code_verifier", "")));
    }

    private static String s256(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1])));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange page, int status, ObjectNode json) throws IOException {
        var body = Wire.write(json);
        page.getResponseHeaders().set("Content-Type", "application/json");
        page.sendResponseHeaders(status, body.length);
        page.getResponseBody().write(body);
        page.close();
    }
}
'''.replace('TokenIssuer.encode(','encode(').replace('''    private static String decode(String text) {''','''    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {''').replace('import java.net.URLDecoder;','import java.net.URLDecoder;\nimport java.net.URLEncoder;').replace('private record Grant(Map<String, String> asked) {}\n\n','').replace('    /// What was asked for a code.\n    ','').replace('Map<String, Grant> GRANTS','Map<String, Map<String, String>> GRANTS').replace('GRANTS.put(code, new Grant(asked));','GRANTS.put(code, asked);').replace('grant.asked()','grant'))
sub(TS+'identity/package-info.java',('package io.smoothllm.testing.identity;','/// [FakeIdentityProvider] is where people of other installations sign in (OpenID Connect).\npackage io.smoothllm.testing.identity;'))
w(TS+'quarkus/IdentityProviderResource.java','''package io.smoothllm.testing.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smoothllm.testing.OncePerJvm;
import io.smoothllm.testing.identity.FakeIdentityProvider;
import java.util.Map;

/// Lets people sign in to the service under test by the [FakeIdentityProvider], `smoothllm.oidc`.
public final class IdentityProviderResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "smoothllm.oidc.issuer",
                OncePerJvm.ask(FakeIdentityProvider.class, "issuer"),
                "smoothllm.oidc.client-id",
                FakeIdentityProvider.CLIENT_ID,
                "smoothllm.oidc.client-secret",
                FakeIdentityProvider.CLIENT_SECRET);
    }

    /// The page serves the next class too, and stops with the JVM.
    @Override
    public void stop() {}
}
''')
sub(T+'fixture/Servers.java',('@QuarkusTestResource(KafkaResource.class)\n','@QuarkusTestResource(KafkaResource.class)\n@QuarkusTestResource(IdentityProviderResource.class)\n'),('/// PostgreSQL and Kafka for every test:','/// PostgreSQL, Kafka and an identity provider for every test:'),('import io.smoothllm.testing.quarkus.KafkaResource;','import io.smoothllm.testing.quarkus.IdentityProviderResource;\nimport io.smoothllm.testing.quarkus.KafkaResource;'))
sub(R+'keys-service/src/main/resources/application.properties',('%test.smoothllm.service-token','''# An identity provider is there in tests; people it vouches for are viewers unless a group says more.
%test.smoothllm.oidc.name=Example Inc.
%test.smoothllm.oidc.role-claim=groups
%test.smoothllm.oidc.roles.llm-admins=ADMIN
%test.smoothllm.oidc.roles.developers=MEMBER
%test.smoothllm.oidc.default-role=VIEWER
%test.smoothllm.service-token'''))
w(T+'oidc/SingleSignOnTest.java','''package io.smoothllm.keys.oidc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.smoothllm.keys.account.VouchedPeople;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.kit.access.Role;
import io.smoothllm.model.Wire;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SingleSignOnTest {
    private static final String START = "/api/v1/auth/oidc/start";

    @Inject VouchedPeople vouched;

    @Test
    void theSignInPageIsToldOfTheProvider() {
        given().get("/api/v1/auth/methods")
                .then()
                .statusCode(200)
                .body("password", equalTo(true))
                .body("oidc.name", equalTo("Example Inc."));
    }

    @Test
    void aPersonWithAnAccountIsSignedInAsThemselves() {
        var ada = Someone.with(Role.MEMBER);

        var back = signIn("?next=/keys", claims(ada.email()));

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("/keys");
        var session = back.detailedCookie("smoothllm_session");
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.getSameSite()).isEqualTo("Strict");
        given().noContentType()
                .cookie(session)
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(200)
                .body("user.id", equalTo(ada.id().toString()))
                .body("user.role", equalTo("MEMBER"));
    }

    @Test
    void aNewcomerGetsTheRoleOfTheirHighestGroup() {
        var email = anEmail();
        var claims = claims(email);
        claims.put("name", "Ada Lovelace");
        claims.put("groups", List.of("cooks", "developers", "llm-admins"));

        signIn("", claims);

        assertThat(userOf(email)).containsEntry("role", "ADMIN").containsEntry("name", "Ada Lovelace");
    }

    @Test
    void aNewcomerOfNoGroupGetsTheDefaultRole() {
        var email = anEmail();

        signIn("", claims(email));
        signIn("", claims(email));

        assertThat(userOf(email)).containsEntry("role", "VIEWER");
        Someone.tryToSignIn(email, "any password there is").then().statusCode(401);
    }

    @Test
    void withoutARoleNobodyNewGetsIn() {
        assertThat(vouched.admit(anEmail(), null, Optional.empty())).isEmpty();
    }

    @Test
    void aDisabledAccountStaysOut() {
        var ada = Someone.with(Role.MEMBER);
        var disabled = Map.of("email", ada.email(), "role", "MEMBER", "enabled", false);
        Someone.admin().asks().body(disabled).put(ada.path()).then().statusCode(200);

        isRefused(signIn("", claims(ada.email())), "no-account");
    }

    @Test
    void anEmailThatIsNotVerifiedProvesNothing() {
        var ada = Someone.with(Role.ADMIN);
        var claims = claims(ada.email());
        claims.put("email_verified", false);

        isRefused(signIn("", claims), "email-not-verified");
        claims.remove("email_verified");
        isRefused(signIn("", claims), "email-not-verified");
    }

    @Test
    void aTokenForAnotherClientAnotherAttemptOrOfAnotherIssuerIsRefused() {
        var email = anEmail();
        for (var wrong :
                List.of(
                        Map.entry("aud", (Object) "another client"),
                        Map.entry("azp", (Object) "another client"),
                        Map.entry("nonce", (Object) "of another attempt"),
                        Map.entry("iss", (Object) "https://elsewhere.example"),
                        Map.entry("exp", (Object) 1000))) {
            var claims = claims(email);
            claims.put(wrong.getKey(), wrong.getValue());
            isRefused(signIn("", claims), "provider-failed");
        }
        isRefused(signIn("", claims(email), "&forged=true"), "provider-failed");
    }

    @Test
    void onlyTheBrowserThatBeganCanEnd() {
        var begun = begin("");
        var back = atTheProvider(begun, claims(anEmail()), "");

        isRefused(noRedirect(back, null), "expired");
        isRefused(noRedirect(back, cookieOf(begin(""))), "expired");
        assertThat(noRedirect(back, cookieOf(begun)).header("Location")).isEqualTo("/");
    }

    @Test
    void aCodeWorksOnce() {
        var begun = begin("");
        var back = atTheProvider(begun, claims(anEmail()), "");
        noRedirect(back, cookieOf(begun));

        isRefused(noRedirect(back, cookieOf(begun)), "provider-failed");
    }

    @Test
    void whoeverChangesTheirMindIsBackAtTheSignInPage() {
        var begun = begin("");
        var state = begun.header("Location").replaceFirst(".*[?&]state=([^&]*).*", "$1");

        var back =
                noRedirect(
                        "/api/v1/auth/oidc/callback?error=access_denied&state=" + state,
                        cookieOf(begun));

        isRefused(back, "cancelled");
    }

    @Test
    void theWayLeadsToPagesOfOursOnly() {
        for (var next : List.of("//evil.example", "/%5Cevil.example", "https://evil.example")) {
            assertThat(signIn("?next=" + next, claims(anEmail())).header("Location"))
                    .as(next)
                    .isEqualTo("/");
        }
    }

    private static Response signIn(String query, Map<String, Object> claims, String... more) {
        var begun = begin(query);
        return noRedirect(
                atTheProvider(begun, claims, String.join("", more)), cookieOf(begun));
    }

    private static Response begin(String query) {
        var begun = given().redirects().follow(false).urlEncodingEnabled(false).get(START + query);
        assertThat(begun.statusCode()).isEqualTo(303);
        return begun;
    }

    /// @return where the provider sends the browser back to
    private static String atTheProvider(Response begun, Map<String, Object> claims, String more) {
        var wanted = new String(Wire.write(claims), StandardCharsets.UTF_8);
        var page =
                begun.header("Location")
                        + "&claims="
                        + URLEncoder.encode(wanted, StandardCharsets.UTF_8)
                        + more;
        var back = noRedirect(page, null);
        assertThat(back.statusCode()).isEqualTo(302);
        return back.header("Location");
    }

    private static Response noRedirect(String address, Cookie cookie) {
        var request = given().redirects().follow(false).urlEncodingEnabled(false);
        return (cookie == null ? request : request.cookie(cookie)).get(address);
    }

    private static Cookie cookieOf(Response begun) {
        return begun.detailedCookie("smoothllm_oidc");
    }

    private static void isRefused(Response back, String problem) {
        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("/sign-in?problem=" + problem);
        assertThat(back.detailedCookie("smoothllm_session")).isNull();
    }

    private static Map<String, Object> claims(String email) {
        return new HashMap<>(Map.of("email", email, "email_verified", true));
    }

    private static String anEmail() {
        return UUID.randomUUID() + "@example.org";
    }

    private static Map<String, Object> userOf(String email) {
        var found = Someone.admin().asks().get("/api/v1/users?q=" + email).jsonPath();
        assertThat(found.getList("items")).hasSize(1);
        return found.getMap("items[0]");
    }
}
''')
w(R+'docs/adr/0014-let-an-identity-provider-vouch-for-people.md','''# 14. Let an identity provider vouch for people

## Context
Companies sign in at one place. Quarkus's OIDC extension would do it, but it takes over authentication of the whole service:
it would check our own access tokens, which this service issues itself and the three others verify by its JWKS.

## Decision
An identity provider is one more way to open a session, nothing else. Two addresses of keys-service, `oidc/start` and
`oidc/callback`, do the authorization code flow with PKCE, state and nonce; jose4j, which verifies our own tokens already,
verifies the ID token with the provider's keys. Then the session is ours, in the cookie of
[decision 12](0012-keep-browser-sessions-in-a-cookie.md), and every other part of the system sees what it always saw.

A person is their verified e-mail. Who has an account gets in, unless it is disabled; who has none gets one if a claim of
the ID token (`smoothllm.oidc.role-claim`, `.roles`) or `.default-role` gives them a role. Later changes of that claim
change nothing here: roles are kept where admins see and change them.

The attempt (state, nonce, verifier) is in a cookie of the browser that began it, so any replica can end it and nothing is
stored. That cookie is `SameSite=Lax`, since it must come along when the provider sends the browser back.

## Consequences
No new extension, no second kind of token, no session at the provider to follow: leaving the company ends the next sign-in
there, not the session here, which an admin ends or disables with the account. The e-mail must be in the ID token; providers
that only give it at their userinfo endpoint are not served. Passwords keep working beside it.
''')
sub(R+'keys-service/README.md',('| `smoothllm.audit.retention` |','''| `smoothllm.oidc.issuer`, `.client-id`, `.client-secret`, `.name` | none: an identity provider to sign in by, and what its button says |
| `smoothllm.oidc.role-claim`, `.roles.<value>`, `.default-role` | none: which people without an account get one |
| `smoothllm.oidc.redirect-uri`, `.scope`, `.timeout` | as the browser came, `openid email profile`, `5s` |
| `smoothllm.audit.retention` |'''))
sub(R+'CHANGELOG.md',('- An audit log of','''- Sign-in by an identity provider (OpenID Connect with PKCE), `smoothllm.oidc.*`.
- An audit log of'''))
