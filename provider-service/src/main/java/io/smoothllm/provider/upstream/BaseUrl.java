package io.smoothllm.provider.upstream;

import io.smoothllm.model.catalog.Dialect;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

/// Where a provider's API starts, as its own documentation gives it. Always in one form: lower-case
/// scheme and host, no default port, no trailing slash.
public record BaseUrl(URI uri) {
    private static final int MAX_LENGTH = 500;

    /// @param text null or blank = where everyone finds that dialect's provider
    /// @throws IllegalArgumentException saying what is wrong, without repeating the text
    public static BaseUrl of(String text, Dialect dialect) {
        if (text != null && !text.isBlank()) {
            return of(text.strip());
        }
        var wellKnown =
                switch (dialect) {
                    case OPENAI -> "https://api.openai.com/v1";
                    case ANTHROPIC -> "https://api.anthropic.com";
                    case GEMINI -> "https://generativelanguage.googleapis.com";
                    case AZURE_OPENAI, BEDROCK ->
                            throw new IllegalArgumentException("is needed for this dialect");
                };
        return new BaseUrl(URI.create(wellKnown));
    }

    private static BaseUrl of(String text) {
        require(text.length() <= MAX_LENGTH, "has more than " + MAX_LENGTH + " characters");
        var given = parse(text).normalize();
        var scheme = Objects.requireNonNullElse(given.getScheme(), "").toLowerCase(Locale.ROOT);
        require(scheme.equals("http") || scheme.equals("https"), "must start with https or http");
        require(given.getRawAuthority() != null, "has no host name");
        require(given.getRawAuthority().indexOf('@') < 0, "must not hold a user or password");
        require(given.getRawQuery() == null, "must not have a query");
        require(given.getRawFragment() == null, "must not have a fragment");
        require(given.getHost() != null, "has no valid host name");
        require(given.getHost().indexOf('%') < 0, "must not name a network interface");
        requirePort(given.getPort());
        var path = given.getRawPath().replaceAll("/+$", "");
        require(!path.contains("/.."), "must not climb out of its path");
        boolean usualPort = given.getPort() == -1 || given.getPort() == usualPort(scheme);
        return new BaseUrl(
                URI.create(
                        scheme
                                + "://"
                                + given.getHost().toLowerCase(Locale.ROOT)
                                + (usualPort ? "" : ":" + given.getPort())
                                + path));
    }

    /// Scheme, host and port, to which a stored key is bound: it is never sent anywhere else.
    public String origin() {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    public String host() {
        return uri.getHost();
    }

    public int port() {
        return uri.getPort() == -1 ? usualPort(uri.getScheme()) : uri.getPort();
    }

    public boolean isTls() {
        return uri.getScheme().equals("https");
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL");
        }
    }

    /// Mail, DNS and their kind live below 1024; no LLM does, but for the two ports of the web.
    private static void requirePort(int port) {
        require(
                port == -1 || port == 80 || port == 443 || (port >= 1024 && port <= 65535),
                "has a port that is neither 80, 443 nor from 1024 to 65535");
    }

    private static int usualPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
