package io.smoothllm.proxy.dialect;

import java.util.Locale;

/// Where a client says a picture or document is: on the web, or in a data URL (RFC 2397).
public final class MediaUrl {
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64";

    private MediaUrl() {}

    /// Scheme and `base64` are read in any case; other parameters of a data URL (`charset`) say
    /// nothing about pictures and documents.
    ///
    /// @return null when it is neither
    public static Part.Media read(String url) {
        if (startsWith(url, "http://") || startsWith(url, "https://")) {
            return new Part.Media.Remote(url);
        }
        int comma = url.indexOf(',');
        if (!startsWith(url, DATA) || comma < 0) {
            return null;
        }
        var head = url.substring(DATA.length(), comma);
        int base64 = head.length() - BASE64.length();
        if (base64 < 0 || !head.regionMatches(true, base64, BASE64, 0, BASE64.length())) {
            return null;
        }
        var type = head.substring(0, head.indexOf(';')).strip().toLowerCase(Locale.ROOT);
        return new Part.Media.Inline(type, url.substring(comma + 1));
    }

    private static boolean startsWith(String url, String scheme) {
        return url.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
