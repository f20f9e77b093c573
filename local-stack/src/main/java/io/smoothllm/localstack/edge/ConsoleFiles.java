package io.smoothllm.localstack.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The console, if it was built: its files, and for every page of it the one HTML file.
///
/// @param folder of what `npm run build` made; need not exist
record ConsoleFiles(Path folder) {
    private static final String GZIP = "gzip";

    private static final String WELCOME =
            """
            Smooth LLM Proxy is running.

            Point an OpenAI SDK at /v1 with a virtual key; the administration API is at /api/v1.
            """;

    /// Nothing but the console's own files, and nowhere to send what is read there.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
                    + " 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    void serve(HttpServerRequest request) {
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (!reads) {
            Refusals.notFound(request);
            return;
        }
        var file = find(request.path());
        if (file != null) {
            send(request, file);
        } else if (request.path().equals("/")) {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/plain").end(WELCOME);
        } else {
            Refusals.notFound(request);
        }
    }

    /// A name without a dot is a page's, which the console itself finds its way to.
    private Path find(String path) {
        var name = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        var wanted = folder.resolve("." + name).normalize();
        if (!wanted.startsWith(folder) || name.indexOf('\0') >= 0) {
            return null;
        }
        if (Files.isRegularFile(wanted)) {
            return wanted;
        }
        var page = folder.resolve("index.html");
        boolean isPage = name.lastIndexOf('.') <= name.lastIndexOf('/');
        return isPage && Files.isRegularFile(page) ? page : null;
    }

    /// Names in `assets/` change with their content; `index.html` names them and must be fresh.
    private void send(HttpServerRequest request, Path file) {
        boolean lasting = file.startsWith(folder.resolve("assets"));
        var response =
                request.response()
                        .putHeader(
                                HttpHeaders.CACHE_CONTROL,
                                lasting ? "public, max-age=31536000, immutable" : "no-cache")
                        .putHeader(HttpHeaders.CONTENT_TYPE, typeOf(file))
                        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                        .putHeader("Content-Security-Policy", POLICY)
                        .putHeader("Referrer-Policy", "no-referrer")
                        .putHeader("X-Content-Type-Options", "nosniff");
        var packed = file.resolveSibling(file.getFileName() + ".gz");
        boolean sendPacked = takesGzip(request) && Files.isRegularFile(packed);
        if (sendPacked) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
        response.sendFile((sendPacked ? packed : file).toString())
                .onFailure(problem -> response.reset());
    }

    private static boolean takesGzip(HttpServerRequest request) {
        var accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && accepted.contains(GZIP);
    }

    /// Of the file itself, however it is packed; what Vite makes has one of these names.
    private static String typeOf(Path file) {
        var name = file.getFileName().toString();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "json" -> "application/json";
            default -> "application/octet-stream";
        };
    }
}
