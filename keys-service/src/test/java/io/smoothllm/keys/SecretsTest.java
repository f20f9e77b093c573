package io.smoothllm.keys;

import static io.restassured.RestAssured.given;
import static io.smoothllm.testing.identity.FakeIssuer.CLIENT_SECRET;
import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.filter.Filter;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.kit.access.Role;
import io.smoothllm.model.Wire;
import io.smoothllm.model.key.VirtualKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/// A secret is said once, to whom it belongs, and nowhere else: not in an answer, not in the log at
/// any level, whether things go well or badly.
@QuarkusTest
class SecretsTest {
    private static final String PASSWORD = "planted-password-of-ada";
    private static final String NEW_PASSWORD = "planted-new-password-of-ada";

    @ConfigProperty(name = "smoothllm.service-token")
    String serviceToken;

    @Test
    void noSecretIsLoggedOrSaidAgain() {
        var journey = new Journey(serviceToken);
        try (var log = new EveryLine()) {
            journey.wellAndBadly();

            assertThat(log.lines).as("lines at every level").hasSizeGreaterThan(1000);
            for (var secret : journey.secrets()) {
                assertThat(log.lines.stream().filter(line -> line.contains(secret)))
                        .as(secret)
                        .isEmpty();
            }
        }
        for (var secret : journey.secrets()) {
            assertThat(journey.answers.stream().filter(body -> body.contains(secret)))
                    .as(secret)
                    .hasSize(journey.minted.contains(secret) ? 1 : 0);
        }
    }

    /// Everything this service does with secrets.
    private static final class Journey {
        final Queue<String> answers = new ConcurrentLinkedQueue<>();
        /// What was made on the way, each shown in one answer.
        final Queue<String> minted = new ConcurrentLinkedQueue<>();
        private final String serviceToken;
        private String verifier;
        private final Filter recording =
                (request, response, chain) -> {
                    var answer = chain.next(request, response);
                    answers.add(answer.getHeaders() + answer.asString());
                    return answer;
                };

        Journey(String serviceToken) {
            this.serviceToken = serviceToken;
        }

        List<String> secrets() {
            return Stream.concat(
                            minted.stream(),
                            Stream.of(
                                    PASSWORD,
                                    NEW_PASSWORD,
                                    serviceToken,
                                    verifier,
                                    CLIENT_SECRET,
                                    encode(CLIENT_SECRET, UTF_8)))
                    .toList();
        }

        void wellAndBadly() {
            var email = UUID.randomUUID() + "@example.org";
            var user = Map.of("email", email, "role", Role.MEMBER, "password", PASSWORD);
            var admin = Someone.admin().accessToken();
            post(admin, "/api/v1/users", user);
            post(admin, "/api/v1/users", user);
            post(admin, "/api/v1/users", "{\"password\":\"%s\",".formatted(PASSWORD));
            post(admin, "/api/v1/users", Map.of("email", "x", "password", PASSWORD));

            var login = Map.of("email", email, "password", PASSWORD);
            post(null, "/api/v1/auth/login", Map.of("email", PASSWORD, "password", PASSWORD));
            var access = mint(post(null, "/api/v1/auth/login", login), "accessToken");
            var refresh = mint(post(null, "/api/v1/auth/login", login), "refreshToken");
            mint(
                    post(null, "/api/v1/auth/refresh", Map.of("refreshToken", refresh)),
                    "refreshToken");
            post(null, "/api/v1/auth/refresh", Map.of("refreshToken", refresh + "x"));
            post(
                    access,
                    "/api/v1/auth/password",
                    Map.of("currentPassword", PASSWORD, "newPassword", NEW_PASSWORD));
            keys(access);
            post(access + "x", "/api/v1/keys", Map.of("name", "n"));
            post(null, "/api/v1/auth/logout", Map.of("refreshToken", refresh));
            singleSignOn();
        }

        private void singleSignOn() {
            var begun = visit("/api/v1/auth/oidc/start", Map.of());
            var attempt = begun.cookie("smoothllm_oidc");
            minted.add(attempt);
            verifier = verifierIn(attempt);
            var claims = "{\"email\":\"%s@example.org\",\"email_verified\":true}";
            var page = claims.formatted(UUID.randomUUID());
            var back =
                    given().redirects()
                            .follow(false)
                            .urlEncodingEnabled(false)
                            .get(begun.header("Location") + "&claims=" + encode(page, UTF_8))
                            .header("Location");
            var cookies = Map.of("smoothllm_oidc", attempt);
            minted.add(visit(back, cookies).cookie("smoothllm_session"));
            visit(back, cookies);
        }

        private Response visit(String address, Map<String, String> cookies) {
            return given().filter(recording)
                    .redirects()
                    .follow(false)
                    .urlEncodingEnabled(false)
                    .cookies(cookies)
                    .get(address);
        }

        private static String verifierIn(String attempt) {
            var json = Wire.read(Base64.getUrlDecoder().decode(attempt), JsonNode.class);
            return json.path("verifier").asText();
        }

        private void keys(String access) {
            var created = post(access, "/api/v1/keys", Map.of("name", "n"));
            var secret = mint(created, "secret");
            var path = "/api/v1/keys/" + created.path("id");
            mint(post(access, path + "/rotate", Map.of()), "secret");
            // Someone may mistake the fields.
            post(access, "/api/v1/keys", Map.of("name", "n", "userId", secret));
            post(access, "/api/v1/keys", Map.of("name", "n", "allowedIps", List.of(secret)));
            given().filter(recording).auth().oauth2(access).get("/api/v1/keys");
            given().filter(recording).auth().oauth2(access).get(path);
            given().filter(recording).auth().oauth2(secret).get("/api/v1/keys");
            var hash = VirtualKey.parse(secret).orElseThrow().sha256();
            post(
                    serviceToken,
                    "/internal/keys/resolve",
                    Map.of("sha256", Base64.getEncoder().encodeToString(hash)));
            post(serviceToken, "/internal/keys/resolve", Map.of("sha256", secret));
            post(access, path + "/revoke", Map.of());
        }

        private Response post(String token, String path, Object body) {
            var request = given().filter(recording).contentType(ContentType.JSON).body(body);
            return token == null ? request.post(path) : request.auth().oauth2(token).post(path);
        }

        private String mint(Response answer, String field) {
            String secret = answer.path(field);
            minted.add(secret);
            return secret;
        }
    }

    /// The log of the whole JVM, but for what the test's own HTTP client, broker and issuer say.
    private static final class EveryLine extends Handler implements AutoCloseable {
        final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Logger root = Logger.getLogger("");
        private final Map<Logger, Level> levels =
                Map.of(
                        root,
                        Level.ALL,
                        Logger.getLogger("kafka"),
                        Level.INFO,
                        Logger.getLogger("org.apache.kafka"),
                        Level.INFO,
                        Logger.getLogger("org.apache.http"),
                        Level.INFO,
                        Logger.getLogger("com.sun.net.httpserver"),
                        Level.INFO);
        private final Map<Logger, Level> before = new HashMap<>();

        EveryLine() {
            setLevel(Level.ALL);
            root.addHandler(this);
            levels.forEach(
                    (logger, level) -> {
                        before.put(logger, logger.getLevel());
                        logger.setLevel(level);
                    });
        }

        @Override
        public void publish(LogRecord entry) {
            var line = new StringWriter();
            line.append(entry.getLoggerName()).append(' ');
            line.append(
                    entry instanceof ExtLogRecord record
                            ? record.getFormattedMessage()
                            : entry.getMessage());
            for (var parameter :
                    entry.getParameters() == null ? new Object[0] : entry.getParameters()) {
                line.append(' ');
                line.append(
                        parameter instanceof byte[] bytes
                                ? HexFormat.of().formatHex(bytes)
                                : String.valueOf(parameter));
            }
            if (entry.getThrown() != null) {
                entry.getThrown().printStackTrace(new PrintWriter(line));
            }
            lines.add(line.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            before.forEach(Logger::setLevel);
            root.removeHandler(this);
        }
    }
}
