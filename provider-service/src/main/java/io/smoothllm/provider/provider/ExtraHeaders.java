package io.smoothllm.provider.provider;

import io.smoothllm.model.error.ProblemBody.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Which extra headers a provider may have. They are stored, shown and published in the clear, so
/// whatever looks like a credential is refused: that belongs into `apiKey`.
public final class ExtraHeaders {
    private static final int MAX_COUNT = 20;
    private static final int MAX_NAME = 64;
    private static final int MAX_VALUE = 1000;

    /// RFC 9110 §5.6.2, and visible ASCII with blanks inside: no CR, no LF.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern VALUE =
            Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");

    /// Hop-by-hop (RFC 9110 §7.6.1) and those the connection itself decides.
    private static final Set<String> CONNECTION =
            Set.of(
                    "accept-encoding",
                    "connection",
                    "expect",
                    "host",
                    "http2-settings",
                    "keep-alive",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private static final Pattern CREDENTIAL =
            Pattern.compile(
                    ".*(authorization|authentication|api-?_?key|access-?_?key|token|secret|password|credential|cookie).*"
                            + "|(.*[-_])?auth");

    private ExtraHeaders() {}

    public static List<FieldError> errorsOf(Map<String, String> headers) {
        var errors = new ArrayList<FieldError>();
        if (headers.size() > MAX_COUNT) {
            errors.add(new FieldError("headers", "has more than " + MAX_COUNT + " entries"));
            return errors;
        }
        var seen = new HashSet<String>();
        headers.forEach(
                (name, value) -> {
                    var fault = faultOf(name, value, seen);
                    if (fault != null) {
                        errors.add(new FieldError("headers." + shown(name), fault));
                    }
                });
        return errors;
    }

    private static String faultOf(String name, String value, Set<String> seen) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (name.length() > MAX_NAME || !TOKEN.matcher(name).matches()) {
            return "is not a header name of at most " + MAX_NAME + " characters";
        }
        if (CREDENTIAL.matcher(lower).matches()) {
            return "looks like a credential, which belongs into apiKey";
        }
        if (CONNECTION.contains(lower)
                || lower.startsWith("content-")
                || lower.startsWith("proxy-")) {
            return "is set by the connection itself";
        }
        if (!seen.add(lower)) {
            return "is there twice";
        }
        if (value == null || value.length() > MAX_VALUE || !VALUE.matcher(value).matches()) {
            return "must be 1 to " + MAX_VALUE + " visible ASCII characters";
        }
        return null;
    }

    private static String shown(String name) {
        return TOKEN.matcher(name).matches() && name.length() <= MAX_NAME ? name : "?";
    }
}
