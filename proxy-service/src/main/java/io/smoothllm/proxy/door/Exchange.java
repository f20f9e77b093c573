package io.smoothllm.proxy.door;

import com.github.f4b6a3.uuid.UuidCreator;
import io.smoothllm.proxy.dialect.ClientDialect;
import io.smoothllm.proxy.metering.Metrics;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jboss.logging.Logger;

/// One request of a client and its answer.
public final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    /// As much memory is set aside for a body that was only announced.
    private static final int LARGEST_PROMISE = 64 * 1024;

    private final HttpServerRequest request;
    private final ClientDialect dialect;
    private final Metrics metrics;
    private final Vertx vertx;
    private final DoorConfig config;
    private final String id =
            "req_" + UuidCreator.getTimeOrderedEpoch().toString().replace("-", "");

    Exchange(
            HttpServerRequest request,
            ClientDialect dialect,
            Metrics metrics,
            Vertx vertx,
            DoorConfig config) {
        this.request = request;
        this.dialect = dialect;
        this.metrics = metrics;
        this.vertx = vertx;
        this.config = config;
        request.response().putHeader(REQUEST_ID, id);
        if (dialect.requestIdHeader() != null) {
            request.response().putHeader(dialect.requestIdHeader(), id);
        }
    }

    public HttpServerRequest request() {
        return request;
    }

    public HttpServerResponse response() {
        return request.response();
    }

    ClientDialect dialect() {
        return dialect;
    }

    public String id() {
        return id;
    }

    /// The body, whole. One that is too large is read to its end and dropped, so that the client
    /// gets to read the refusal and may use the connection again.
    ///
    /// @throws ProblemException [Problem.BodyTooLarge] when it is announced to be
    public Future<byte[]> body() {
        var whole = Promise.<byte[]>promise();
        long limit = config.maxBody().asLongValue();
        expect(limit);
        var gathered = Buffer.buffer((int) Math.min(announced(), LARGEST_PROMISE));
        long timer =
                vertx.setTimer(
                        config.bodyTimeout().toMillis(),
                        _ -> whole.tryFail(new ProblemException(new Problem.BodyTooSlow())));
        request.handler(
                bytes -> {
                    if (gathered.length() + bytes.length() > limit) {
                        whole.tryFail(new ProblemException(new Problem.BodyTooLarge(limit)));
                    } else if (!whole.future().isComplete()) {
                        gathered.appendBuffer(bytes);
                    }
                });
        request.exceptionHandler(
                _ -> whole.tryFail(new ProblemException(new Problem.BodyIncomplete())));
        request.endHandler(_ -> whole.tryComplete(gathered.getBytes()));
        request.resume();
        return whole.future().onComplete(_ -> vertx.cancelTimer(timer)).map(Exchange::inUtf8);
    }

    /// JSON that programs exchange is UTF-8 (RFC 8259, section 8.1). In any other encoding of
    /// Unicode one of the first bytes is zero, or a byte order mark that UTF-8 does not have.
    private static byte[] inUtf8(byte[] body) {
        boolean other = body.length > 1 && (body[0] & 0xff) >= 0xfe;
        for (int i = 0; i < Math.min(4, body.length); i++) {
            other |= body[i] == 0;
        }
        if (other) {
            throw new ProblemException(
                    new Problem.InvalidRequest(null, "The body must be JSON in UTF-8."));
        }
        return body;
    }

    /// Tells a client that waits to be told to send its body.
    ///
    /// @throws ProblemException [Problem.BodyTooLarge] when it is announced to be
    public void expect(long limit) {
        if (announced() > limit) {
            throw new ProblemException(new Problem.BodyTooLarge(limit));
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            response().writeContinue();
        }
    }

    private long announced() {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /// Ends a request that was not admitted, or failed before there was anything to settle.
    public void refuse(Throwable failure) {
        var problem = problemOf(failure);
        metrics.refused(problem);
        answer(problem);
    }

    /// @return the problem behind a failure; one that nobody foresaw is logged here
    static Problem problemOf(Throwable failure) {
        if (failure instanceof ProblemException expected) {
            return expected.problem();
        }
        LOG.error("A request failed", failure);
        return new Problem.Internal();
    }

    void answer(Problem problem) {
        if (response().ended() || response().closed()) {
            return;
        }
        drain();
        retryAfter(problem);
        var reply = dialect.say(problem);
        response()
                .setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(reply.body());
    }

    /// Of an answer that comes in events.
    KeepAlive keepAlive() {
        return new KeepAlive(vertx, config.keepAlive(), response(), dialect::keepAlive);
    }

    void json(Buffer body) {
        response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
    }

    /// Ends an answer that has begun and cannot be finished so that nobody takes it for whole.
    /// Resetting an HTTP/1 response alone would not tell those who wait for its end.
    void cut() {
        if (request.version() == HttpVersion.HTTP_2) {
            response().reset();
        } else {
            request.connection().close();
        }
    }

    /// Reads what is left of the request and drops it, so that the connection can be used again.
    public void drain() {
        if (!request.isEnded()) {
            request.exceptionHandler(_ -> {}); // the client left while being refused
            request.handler(_ -> {});
            request.endHandler(null);
            request.resume();
        }
    }

    private void retryAfter(Problem problem) {
        switch (problem) {
            case Problem.Refused refused when refused.retryAfter() != null -> {
                long millis = refused.retryAfter().toMillis();
                response().putHeader("retry-after", Long.toString((millis + 999) / 1000));
                response().putHeader("retry-after-ms", Long.toString(millis));
            }
            case Problem.KeyCheckUnavailable _, Problem.ShuttingDown _ ->
                    response().putHeader("retry-after", "1");
            default -> {}
        }
    }
}
