package io.smoothllm.testing.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smoothllm.model.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
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
/// Its sign-in page lets everybody in at once. Whoever follows the address it was sent to adds what
/// the ID token shall say as `claims` (JSON), and what shall be wrong as
/// `fault`: `forged` (signed by a stranger), `unsigned`, or `broken` (no token, but a 500).
public final class FakeIssuer {
    public static final String CLIENT_ID = "smooth gateway";
    public static final String CLIENT_SECRET = "a secret: of the test";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /// What was asked for a code.
    private static final Map<String, Map<String, String>> ASKED = new ConcurrentHashMap<>();

    private FakeIssuer() {}

    private static final class Page {
        static final HttpServer SERVER = serve();
    }

    public static String url() {
        return "http://127.0.0.1:" + Page.SERVER.getAddress().getPort();
    }

    private static HttpServer serve() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var server = HttpServer.create(address, 0);
            server.createContext(
                    "/.well-known/openid-configuration", page -> answer(page, 200, discovery()));
            server.createContext("/authorize", FakeIssuer::authorize);
            server.createContext("/token", FakeIssuer::token);
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
                .put("issuer", url())
                .put("authorization_endpoint", url() + "/authorize")
                .put("token_endpoint", url() + "/token")
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
        ASKED.put(code, asked);
        var back = asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state");
        page.getResponseHeaders().set("Location", back);
        page.sendResponseHeaders(302, -1);
        page.close();
    }

    private static void token(HttpExchange page) throws IOException {
        var form = fields(new String(page.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        // A code works once.
        var asked = ASKED.remove(form.getOrDefault("code", ""));
        if (asked == null || !isTheClient(page) || !fits(asked, form)) {
            answer(page, 400, TokenIssuer.object().put("error", "invalid_grant"));
            return;
        }
        var fault = asked.getOrDefault("fault", "");
        if (fault.equals("broken")) {
            answer(page, 500, TokenIssuer.object().put("error", "server_error"));
            return;
        }
        answer(
                page,
                200,
                TokenIssuer.object()
                        .put("access_token", "not used")
                        .put("token_type", "Bearer")
                        .put("id_token", idToken(claims(asked), fault)));
    }

    private static String claims(Map<String, String> asked) {
        var now = Instant.now().getEpochSecond();
        var claims =
                TokenIssuer.object()
                        .put("iss", url())
                        .put("aud", CLIENT_ID)
                        .put("sub", UUID.randomUUID().toString())
                        .put("nonce", asked.get("nonce"))
                        .put("iat", now)
                        .put("exp", now + 300);
        var wanted = asked.getOrDefault("claims", "{}").getBytes(StandardCharsets.UTF_8);
        claims.setAll(Wire.read(wanted, ObjectNode.class));
        return new String(Wire.write(claims), StandardCharsets.UTF_8);
    }

    private static String idToken(String claims, String fault) {
        return switch (fault) {
            case "forged" -> TokenIssuer.forge(claims);
            case "unsigned" -> encoded("{\"alg\":\"none\"}") + "." + encoded(claims) + ".";
            default -> TokenIssuer.sign(claims);
        };
    }

    /// RFC 6749 §2.3.1.
    private static boolean isTheClient(HttpExchange page) {
        var pair = encode(CLIENT_ID) + ":" + encode(CLIENT_SECRET);
        var expected =
                "Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return expected.equals(page.getRequestHeaders().getFirst("Authorization"));
    }

    private static boolean fits(Map<String, String> asked, Map<String, String> form) {
        return "authorization_code".equals(form.get("grant_type"))
                && asked.get("redirect_uri").equals(form.get("redirect_uri"))
                && asked.get("code_challenge").equals(s256(form.getOrDefault("code_verifier", "")));
    }

    private static String s256(String verifier) {
        try {
            return BASE64.encodeToString(
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

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
