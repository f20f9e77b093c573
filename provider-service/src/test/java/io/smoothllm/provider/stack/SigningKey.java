package io.smoothllm.provider.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/// Signs access tokens as keys-service does, and publishes the public half. One per JVM: system
/// properties are what the class loaders of several test applications share.
final class SigningKey {
    private static final String URL = "test.signing-key.jwks-url";
    private static final String PRIVATE = "test.signing-key.private";

    private SigningKey() {}

    static synchronized String jwksUrl() {
        if (System.getProperty(URL) == null) {
            publish();
        }
        return System.getProperty(URL);
    }

    static PrivateKey privateKey() {
        jwksUrl();
        try {
            var bytes = Base64.getDecoder().decode(System.getProperty(PRIVATE));
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void publish() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var jwks = jwks(pair).getBytes(StandardCharsets.UTF_8);
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/.well-known/jwks.json",
                    exchange -> {
                        exchange.getResponseHeaders().add("Content-Type", "application/json");
                        exchange.sendResponseHeaders(200, jwks.length);
                        exchange.getResponseBody().write(jwks);
                        exchange.close();
                    });
            server.start();
            var port = server.getAddress().getPort();
            System.setProperty(URL, "http://127.0.0.1:" + port + "/.well-known/jwks.json");
            System.setProperty(
                    PRIVATE, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("No signing key for the tests", e);
        }
    }

    private static String jwks(KeyPair pair) {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return """
               {"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"test",
               "x":"%s","y":"%s"}]}"""
                .formatted(coordinate(point.getAffineX()), coordinate(point.getAffineY()));
    }

    /// 32 bytes, whatever sign byte BigInteger adds or leading zero it drops.
    private static String coordinate(BigInteger value) {
        var bytes = value.toByteArray();
        var padded = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
        Arrays.fill(padded, 0, 32 - length, (byte) 0);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
    }
}
