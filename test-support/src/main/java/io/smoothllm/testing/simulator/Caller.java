package io.smoothllm.testing.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the ledger may know of who called: never a credential, only its hash.
record Caller(
        Map<String, String> headers, String scheme, boolean xApiKeyPresent, String keySha256) {
    private static final List<String> NOTED =
            List.of(
                    "user-agent",
                    "content-type",
                    "content-length",
                    "accept",
                    "accept-encoding",
                    "anthropic-version",
                    "anthropic-beta",
                    "x-request-id",
                    "x-client-request-id",
                    "openai-organization",
                    "openai-project",
                    "traceparent");

    /// @param headers all of them, names in lower case
    static Caller of(Map<String, String> headers, String apiKey) {
        var noted = new TreeMap<String, String>();
        headers.forEach(
                (name, value) -> {
                    if (NOTED.contains(name) || name.startsWith("x-stainless-")) {
                        noted.put(name, value);
                    }
                });
        var authorization = headers.getOrDefault("authorization", "");
        int space = authorization.indexOf(' ');
        return new Caller(
                noted,
                space < 0 ? "" : authorization.substring(0, space),
                headers.containsKey("x-api-key"),
                apiKey.isEmpty() ? "" : sha256(apiKey));
    }

    static String sha256(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
