package io.smoothllm.testing.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.smoothllm.model.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/// A key pair and the page that shows its public half, once per test JVM. Says what keys-service
/// says: ES256, issuer `smoothllm`.
public final class TokenIssuer {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String KEY_ID = "test-key";
    private static final KeyPair KEYS = newKeys();
    private static final KeyPair STRANGERS_KEYS = newKeys();
    private static final int COORDINATE = 32;

    private TokenIssuer() {}

    private static final class Page {
        static final HttpServer SERVER = serve();
    }

    /// Where the public key is: the value of `smoothllm.jwks-url`.
    public static String jwksUrl() {
        return "http://127.0.0.1:" + Page.SERVER.getAddress().getPort() + "/.well-known/jwks.json";
    }

    /// @param claims the payload, JSON
    public static String sign(String claims) {
        return sign(claims, KEYS);
    }

    /// By a key that is not on the page, under the name of the one that is.
    public static String forge(String claims) {
        return sign(claims, STRANGERS_KEYS);
    }

    private static String sign(String claims, KeyPair keys) {
        var header = object().put("alg", "ES256").put("typ", "JWT").put("kid", KEY_ID);
        var signed =
                BASE64.encodeToString(Wire.write(header))
                        + "."
                        + BASE64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        try {
            // The two coordinates side by side, as RFC 7518 wants them; Java's default is DER.
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK signs with P-256", e);
        }
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has P-256", e);
        }
    }

    private static HttpServer serve() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var server = HttpServer.create(address, 0);
            var keySet = Wire.write(keySet());
            server.createContext(
                    "/.well-known/jwks.json",
                    exchange -> {
                        exchange.getResponseHeaders().set("content-type", "application/json");
                        exchange.sendResponseHeaders(200, keySet.length);
                        exchange.getResponseBody().write(keySet);
                        exchange.close();
                    });
            // Its thread is not a daemon and would keep the JVM.
            server.setExecutor(command -> Thread.ofVirtual().start(command));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0), "jwks-stop"));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode keySet() {
        var point = ((ECPublicKey) KEYS.getPublic()).getW();
        var set = object();
        set.putArray("keys")
                .addObject()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("use", "sig")
                .put("alg", "ES256")
                .put("kid", KEY_ID)
                .put("x", coordinate(point.getAffineX()))
                .put("y", coordinate(point.getAffineY()));
        return set;
    }

    /// Always 32 bytes: BigInteger adds a sign byte or drops leading zeros.
    private static String coordinate(BigInteger value) {
        var bytes = value.toByteArray();
        var padded = new byte[COORDINATE];
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE - length, length);
        return BASE64.encodeToString(padded);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
