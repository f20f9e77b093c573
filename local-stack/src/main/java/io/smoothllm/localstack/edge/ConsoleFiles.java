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
    private static final String WELCOME =
            """
            Smooth LLM Proxy is running.

            Point an OpenAI SDK at /v1 with a virtual key; the administration API is at /api/v1.
            """;

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
        request.response()
                .putHeader(
                        HttpHeaders.CACHE_CONTROL,
                        lasting ? "public, max-age=31536000, immutable" : "no-cache")
                .putHeader("X-Content-Type-Options", "nosniff")
                .sendFile(file.toString())
                .onFailure(problem -> request.response().reset());
    }
}
