package io.smoothllm.proxy.upstream;

import io.smoothllm.proxy.dialect.Part.Media;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Locale;
import java.util.function.IntPredicate;

/// Fetches one file, from wherever it is sent to; every address on the way is checked. Used by one
/// event loop only.
final class Download {
    private static final int MOST_REDIRECTS = 3;

    /// Of a URL, in a message.
    private static final int SHOWN = 100;

    private final Vertx vertx;
    private final MediaClient client;
    private final MediaConfig config;
    private final String url;

    /// Told of bytes that came; false = they are too many.
    private final IntPredicate receive;

    private final Promise<Media.Inline> arrived = Promise.promise();
    private HttpClientRequest request;
    private long timer = -1;
    private boolean over;

    Download(
            Vertx vertx, MediaClient client, MediaConfig config, String url, IntPredicate receive) {
        this.vertx = vertx;
        this.client = client;
        this.config = config;
        this.url = url;
        this.receive = receive;
    }

    /// Fails with [Problem.InvalidRequest]; never completes when it was cancelled.
    Future<Media.Inline> arrived() {
        return arrived.future();
    }

    void start() {
        timer = vertx.setTimer(config.timeout().toMillis(), _ -> fail("it did not arrive in time"));
        try {
            visit(new URI(new URI(url).toASCIIString()), MOST_REDIRECTS);
        } catch (URISyntaxException e) {
            fail("it is no valid URL");
        }
    }

    private void visit(URI uri, int redirectsLeft) {
        boolean web =
                "http".equalsIgnoreCase(uri.getScheme())
                        || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null) {
            fail("it leads to something that is no http(s) URL");
            return;
        }
        client.connect(uri)
                .onComplete(
                        connected -> {
                            if (connected.failed()) {
                                fail(unreachable(connected.cause()));
                            } else if (over) {
                                connected.result().reset();
                            } else {
                                ask(connected.result(), uri, redirectsLeft);
                            }
                        });
    }

    private static String unreachable(Throwable cause) {
        return cause instanceof Destinations.Forbidden
                ? "its address is not allowed"
                : "its server cannot be reached";
    }

    private void ask(HttpClientRequest connected, URI uri, int redirectsLeft) {
        request = connected;
        connected
                .send()
                .onComplete(
                        sent -> {
                            if (over) {
                                return;
                            }
                            if (sent.failed()) {
                                fail("its server broke off");
                            } else {
                                answered(sent.result(), uri, redirectsLeft);
                            }
                        });
    }

    private void answered(HttpClientResponse response, URI uri, int redirectsLeft) {
        response.exceptionHandler(_ -> fail("its server broke off"));
        switch (response.statusCode()) {
            case 200 -> accept(response);
            case 301, 302, 303, 307, 308 -> follow(response, uri, redirectsLeft);
            default -> fail("its server answered with status " + response.statusCode());
        }
    }

    private void follow(HttpClientResponse response, URI uri, int redirectsLeft) {
        var location = response.getHeader(HttpHeaders.LOCATION);
        if (location == null || redirectsLeft == 0) {
            fail(location == null ? "its server sent us nowhere" : "it is redirected too often");
            return;
        }
        // Whatever else it says is not waited for.
        response.exceptionHandler(_ -> {});
        request.reset();
        try {
            visit(uri.resolve(new URI(location)), redirectsLeft - 1);
        } catch (URISyntaxException e) {
            fail("it leads to something that is no http(s) URL");
        }
    }

    private void accept(HttpClientResponse response) {
        var type = mediaType(response.getHeader(HttpHeaders.CONTENT_TYPE));
        if (!isTaken(type)) {
            fail("it is neither an image nor a PDF nor plain text");
            return;
        }
        var encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            fail("it comes compressed");
            return;
        }
        gather(response, type);
    }

    private void gather(HttpClientResponse response, String type) {
        long limit = config.maxFile().asLongValue();
        if (announced(response) > limit) {
            fail(tooLarge(limit));
            return;
        }
        var gathered = Buffer.buffer();
        response.handler(
                bytes -> {
                    gathered.appendBuffer(bytes);
                    if (gathered.length() > limit) {
                        fail(tooLarge(limit));
                    } else if (!receive.test(bytes.length())) {
                        fail(
                                "all files together have more than "
                                        + config.maxTotal().asLongValue()
                                        + " bytes");
                    }
                });
        response.endHandler(_ -> succeed(type, gathered));
    }

    private static String tooLarge(long limit) {
        return "it has more than " + limit + " bytes";
    }

    private static long announced(HttpClientResponse response) {
        var length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
    }

    private static String mediaType(String contentType) {
        var type = contentType == null ? "" : contentType.split(";", 2)[0];
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isTaken(String type) {
        return type.startsWith("image/")
                || type.equals("application/pdf")
                || type.equals("text/plain");
    }

    private void succeed(String type, Buffer gathered) {
        if (over) {
            return;
        }
        over = true;
        vertx.cancelTimer(timer);
        arrived.complete(
                new Media.Inline(type, Base64.getEncoder().encodeToString(gathered.getBytes())));
    }

    private void fail(String why) {
        if (over) {
            return;
        }
        cancel();
        arrived.fail(
                new ProblemException(
                        new Problem.InvalidRequest(
                                null, "The file at " + shown() + " cannot be used: " + why + ".")));
    }

    /// Without what is behind a question mark or in front of an @: signed URLs have their secret
    /// there.
    private String shown() {
        var bare = url.split("[?#]", 2)[0].replaceFirst("//[^/]*@", "//");
        return bare.length() > SHOWN ? bare.substring(0, SHOWN) + "…" : bare;
    }

    void cancel() {
        if (over) {
            return;
        }
        over = true;
        vertx.cancelTimer(timer);
        if (request != null) {
            request.reset();
        }
    }
}
