package io.smoothllm.localstack.edge;

import io.smoothllm.model.Wire;
import io.smoothllm.model.error.OpenAiError;
import io.smoothllm.model.error.ProblemBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/// What the edge itself has to say, in the voice of the path it is asked at.
final class Refusals {
    private Refusals() {}

    static void notFound(HttpServerRequest request) {
        say(request, 404, "not-found", "Not found", "There is nothing at this address.");
    }

    static void unavailable(HttpServerRequest request, String service) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        say(
                request,
                503,
                "unavailable",
                "Service unavailable",
                service + " is not there at the moment; try again.");
    }

    static void failed(HttpServerRequest request, String service) {
        say(request, 502, "bad-gateway", "Bad gateway", service + " broke off before it answered.");
    }

    static void malformed(HttpServerRequest request, int status) {
        say(request, status, "malformed", "Malformed request", "This is not HTTP we understand.");
    }

    /// The connection ends with it, since the rest of the request is not read.
    private static void say(
            HttpServerRequest request, int status, String code, String title, String detail) {
        var path = request.path();
        boolean forModels = path != null && new Destination.Route("/v1", "").matches(path);
        var body =
                forModels
                        ? OpenAiError.of(
                                detail,
                                status < 500 ? "invalid_request_error" : "server_error",
                                null,
                                code.replace('-', '_'))
                        : ProblemBody.of(status, code, title, detail, List.of());
        request.response()
                .setStatusCode(status)
                .putHeader(
                        HttpHeaders.CONTENT_TYPE,
                        forModels ? "application/json" : ProblemBody.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(Wire.write(body)));
    }
}
