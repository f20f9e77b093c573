package io.smoothllm.proxy.world;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

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
        CLOSED
    }

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

        public Answer with(String name, String value) {
            return new Answer(status, contentType, Map.of(name, value), body, delivery);
        }
    }

    public record Asked(String method, String uri, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> hangUps = new LinkedBlockingQueue<>();

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

    /// Waits for the proxy to give a call up.
    public boolean sawHangUp() throws InterruptedException {
        return hangUps.poll(5, TimeUnit.SECONDS) != null;
    }

    private void handle(HttpServerRequest request) {
        request.body()
                .onSuccess(
                        body -> {
                            var headers =
                                    new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
                            request.headers()
                                    .forEach(
                                            header ->
                                                    headers.put(
                                                            header.getKey(), header.getValue()));
                            asked.add(
                                    new Asked(
                                            request.method().name(),
                                            request.uri(),
                                            headers,
                                            body.getBytes()));
                            var answer = answers.poll();
                            answer(
                                    request,
                                    answer == null
                                            ? Answer.json(
                                                    500,
                                                    "{\"error\":{\"message\":\"no answer was scripted\"}}")
                                            : answer);
                        });
    }

    private void answer(HttpServerRequest request, Answer answer) {
        var response = request.response();
        response.closeHandler(_ -> hangUps.add(request.uri()));
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
            case WHOLE -> response.end(Buffer.buffer(answer.body()));
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
            case SILENT, CLOSED -> throw new IllegalStateException("Handled above");
        }
    }

    @Override
    public void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
