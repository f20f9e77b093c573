package io.smoothllm.keys.oidc;

import io.smoothllm.model.Wire;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A sign-in that is under way, kept in the browser that began it.
///
/// @param state comes back with the code: proves that this browser asked (RFC 6749 §10.12)
/// @param nonce comes back in the ID token: proves that it was made for this attempt
/// @param verifier proves that whoever redeems the code asked for it (RFC 7636)
/// @param next the page to go to afterwards; one of ours, whatever was asked for
record Attempt(String state, String nonce, String verifier, String next) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /// Another host would begin with two slashes; browsers take a backslash for one.
    private static final Pattern OWN_PAGE = Pattern.compile("/(?![/\\\\])[\\x21-\\x7E]{0,500}");

    Attempt {
        next = next != null && OWN_PAGE.matcher(next).matches() ? next : "/";
    }

    static Attempt to(@Nullable String next) {
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

    boolean hasState(@Nullable String given) {
        return given != null && equal(state, given);
    }

    boolean hasNonce(@Nullable String given) {
        return given != null && equal(nonce, given);
    }

    private boolean isWhole() {
        return state != null && nonce != null && verifier != null;
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
