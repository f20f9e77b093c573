package io.smoothllm.proxy.world;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A provider that answers what a test wrote down, byte for byte, and remembers what it was asked.
public final class ScriptedProvider implements AutoCloseable {
    /// How an answer is brought.
    public enum Delivery {
        /// All at once, then a clean end.
        WHOLE,
        /// Every byte by itself, then a clean end.
        BYTE_BY_BYTE,
        /// All that is written, then the connection is cut.
        CUT,
        /// The head and all that is written, then nothing more.
        STALLED,
        /// Nothing at all, and the connection stays open.
        SILENT,
        /// The connection is closed before a head is sent.
        CLOSED,
        /// All at once, without waiting for the request's body.
        EARLY,
        /// Neither the request's body is read nor anything answered.
        DEAF,
        /// A byte every [#DRIP], then a clean end.
        DRIPPED,
        /// All that is written, then comments until the proxy hangs up.
        MURMURED,
        /// Again and again, no faster than it is read, until the proxy hangs up.
        ENDLESS
    }

    private static final Duration DRIP = Duration.ofMillis(2);

    /// @param headers besides the content type
    public record Answer(
            int status,
            String contentType,
            Map<String, String> headers,
            byte[] body,
            Delivery delivery) {
        public static Answer json(int status, String body) {
            return new Answer(
                    status,
                    "application/json",
                    Map.of(),
                    body.getBytes(StandardCharsets.UTF_8),
                    Delivery.WHOLE);
        }

        public static Answer stream(String body) {
            return new Answer(
                    200,
                    "text/event-stream",
                    Map.of(),
                    body.getBytes(StandardCharsets.UTF_8),
                    Delivery.WHOLE);
        }

        public Answer delivered(Delivery how) {
            return new Answer(status, contentType, headers, body, how);
        }

        public static Answer of(int status, String contentType, byte[] body) {
            return new Answer(status, contentType, Map.of(), body, Delivery.WHOLE);
        }

        public Answer with(String name, String value) {
            return new Answer(status, contentType, Map.of(name, value), body, delivery);
        }
    }

    public record Asked(String method, String uri, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private static final Answer UNSCRIPTED =
            Answer.json(500, "{\"error\":{\"message\":\"no answer was scripted\"}}");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final Set<HttpConnection> used = ConcurrentHashMap.newKeySet();
    private volatile boolean closesUsed;
    private final BlockingQueue<String> hangUps = new LinkedBlockingQueue<>();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();

    public ScriptedProvider() {
        server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setHost("127.0.0.1")
                                        .setPort(0)
                                        .setMaxHeaderSize(64 * 1024))
                        .requestHandler(this::handle)
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /// The next answers, in order.
    public void answers(Answer... next) {
        answers.addAll(List.of(next));
    }

    /// Forgets what was scripted and asked, so that a test that failed leaves nothing to the next.
    public void forget() {
        closesUsed = false;
        answers.clear();
        asked.clear();
        hangUps.clear();
    }

    /// The oldest request that was not taken yet.
    public Asked taken() throws InterruptedException {
        var request = asked.poll(5, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("The provider was not asked");
        }
        return request;
    }

    public boolean wasNotAsked() {
        return asked.isEmpty();
    }

    /// Bytes of bodies, of all requests, whether or not they are whole.
    public long received() {
        return received.get();
    }

    /// Bytes of endless answers.
    public long sent() {
        return sent.get();
    }

    /// Bytes of endless answers, once the proxy takes no more of them.
    public long sentUntilStuck() {
        var before = new AtomicLong();
        await().pollInterval(Duration.ofMillis(300))
                .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
        return sent.get();
    }

    /// Waits for the proxy to give a call up.
    public boolean sawHangUp() throws InterruptedException {
        return hangUps.poll(5, TimeUnit.SECONDS) != null;
    }

    /// From now on, a connection that has served a request before is closed when the next one
    /// comes, as idle ones are that the other side gave up.
    public void closeUsedConnections() {
        closesUsed = true;
    }

    private void handle(HttpServerRequest request) {
        if (!used.add(request.connection()) && closesUsed) {
            request.connection().close();
            return;
        }
        request.response().closeHandler(_ -> hangUps.add(request.uri()));
        request.exceptionHandler(_ -> {}); // the response is closed, too
        var next = answers.peek();
        if (next != null && next.delivery() == Delivery.DEAF) {
            request.pause();
            answers.poll();
            return;
        }
        if (next != null && next.delivery() == Delivery.EARLY) {
            request.pause();
            request.exceptionHandler(_ -> hangUps.add(request.uri()));
            answer(request, answers.poll());
            vertx.setTimer(500, _ -> request.resume()); // or it would not see the hang-up
            return;
        }
        var body = Buffer.buffer();
        request.handler(
                bytes -> {
                    received.addAndGet(bytes.length());
                    body.appendBuffer(bytes);
                });
        request.endHandler(
                _ -> {
                    asked.add(asked(request, body));
                    var answer = answers.poll();
                    answer(request, answer == null ? UNSCRIPTED : answer);
                });
    }

    private static Asked asked(HttpServerRequest request, Buffer body) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        return new Asked(request.method().name(), request.uri(), headers, body.getBytes());
    }

    private void answer(HttpServerRequest request, Answer answer) {
        var response = request.response();
        if (answer.delivery() == Delivery.SILENT) {
            return;
        }
        if (answer.delivery() == Delivery.CLOSED) {
            request.connection().close();
            return;
        }
        response.setStatusCode(answer.status())
                .setChunked(true)
                .putHeader("content-type", answer.contentType());
        answer.headers().forEach(response::putHeader);
        switch (answer.delivery()) {
            case WHOLE, EARLY -> response.end(Buffer.buffer(answer.body()));
            case BYTE_BY_BYTE -> {
                for (byte b : answer.body()) {
                    response.write(Buffer.buffer().appendByte(b));
                }
                response.end();
            }
            case CUT ->
                    response.write(Buffer.buffer(answer.body()))
                            .onComplete(_ -> request.connection().close());
            case STALLED -> response.write(Buffer.buffer(answer.body()));
            case DRIPPED -> drip(response, answer.body(), 0);
            case MURMURED -> {
                response.write(Buffer.buffer(answer.body()));
                murmur(response);
            }
            case ENDLESS -> repeat(response, Buffer.buffer(answer.body()));
            case SILENT, CLOSED, DEAF -> throw new IllegalStateException("Handled above");
        }
    }

    private void drip(HttpServerResponse response, byte[] body, int at) {
        if (at == body.length) {
            response.end();
        } else if (!response.closed()) {
            response.write(Buffer.buffer().appendByte(body[at]));
            vertx.setTimer(DRIP.toMillis(), _ -> drip(response, body, at + 1));
        }
    }

    private void murmur(HttpServerResponse response) {
        if (!response.closed()) {
            response.write(": still here\n\n");
            vertx.setTimer(DRIP.toMillis(), _ -> murmur(response));
        }
    }

    private void repeat(HttpServerResponse response, Buffer body) {
        if (response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.drainHandler(_ -> repeat(response, body));
            return;
        }
        sent.addAndGet(body.length());
        response.write(body).onComplete(_ -> vertx.setTimer(1, _ -> repeat(response, body)));
    }

    @Override
    public void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
