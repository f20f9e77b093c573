package io.smoothllm.proxy.dialect.gemini;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Where a model is asked.
final class Address {
    /// A base URL may name the API's version itself.
    private static final Pattern VERSIONED = Pattern.compile(".*/v\\d\\w*(/.*)?");

    private static final List<String> COLLECTIONS = List.of("models/", "tunedModels/");

    private Address() {}

    /// @return the path behind the base URL, with its query
    static String of(URI baseUrl, String model, boolean streamed) {
        boolean versioned =
                baseUrl.getRawPath() != null && VERSIONED.matcher(baseUrl.getRawPath()).matches();
        return (versioned ? "/" : "/v1beta/")
                + resource(model)
                // Without alt=sse the stream is one long JSON array.
                + (streamed ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    private static String resource(String model) {
        for (var collection : COLLECTIONS) {
            if (model.startsWith(collection)) {
                return collection + encoded(model.substring(collection.length()));
            }
        }
        return "models/" + encoded(model);
    }

    /// As one segment; a form encoder's plus sign would be a plus sign in a path.
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
