package io.smoothllm.localstack.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smoothllm.localstack.home.CannotStart;
import io.smoothllm.testing.FreePort;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The edge between real sockets: one service that does what the test says, and one that is down.
@Timeout(60)
class EdgeTest {
    private static final String CHAT = "/v1/chat/completions";

    @TempDir Path console;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private volatile Consumer<HttpServerRequest> service = request -> request.response().end("ok");
    private int port;
    private Edge edge;

    @BeforeEach
    void start() throws Exception {
        int proxyPort = FreePort.find();
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(proxyPort))
                .requestHandler(request -> service.accept(request))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        port = FreePort.find();
        edge =
                Edge.bind(
                        "127.0.0.1",
                        port,
                        Map.of("proxy-service", proxyPort, "keys-service", FreePort.find()),
                        console);
        edge.open();
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        edge.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void passesRequestAndAnswerAsTheyAre() throws Exception {
        service =
                request ->
                        request.body()
                                .onSuccess(
                                        body ->
                                                request.response()
                                                        .setStatusCode(418)
                                                        .putHeader("X-Answer", "yes")
                                                        .end(
                                                                request.method()
                                                                        + " "
                                                                        + request.uri()
                                                                        + " "
                                                                        + request.getHeader(
                                                                                "Authorization")
                                                                        + " "
                                                                        + body));

        var answer =
                http.send(
                        call(CHAT + "?a=%20b")
                                .header("Authorization", "Bearer k")
                                .POST(BodyPublishers.ofString("hello"))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.headers().firstValue("X-Answer")).hasValue("yes");
        assertThat(answer.body()).isEqualTo("POST " + CHAT + "?a=%20b Bearer k hello");
    }

    @Test
    void tellsTheServiceWhoCallsAndBelievesNobodyElse() throws Exception {
        service =
                request ->
                        request.response()
                                .end(String.join(" ", request.headers().getAll("X-Forwarded-For")));

        var answer = send(call(CHAT).header("X-Forwarded-For", "10.9.8.7").build());

        assertThat(answer.body()).isEqualTo("127.0.0.1");
    }

    @Test
    void passesEachEventOfAStreamWhenItComes() throws Exception {
        BlockingQueue<HttpServerRequest> calls = new LinkedBlockingQueue<>();
        service =
                request -> {
                    request.response().setChunked(true).write("data: 1\n\n");
                    calls.add(request);
                };

        var answer = http.send(call(CHAT).build(), BodyHandlers.ofInputStream());
        var lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));

        assertThat(lines.readLine()).isEqualTo("data: 1");
        calls.take().response().end("data: 2\n\n");
        assertThat(lines.lines()).containsExactly("", "data: 2", "");
    }

    @Test
    void cancelsTheCallOfAClientThatHangsUp() throws Exception {
        var cancelled = new AtomicBoolean();
        service =
                request -> {
                    request.response().setChunked(true).write("data: 1\n\n");
                    request.connection().closeHandler(closed -> cancelled.set(true));
                };

        try (var client = rawCall(CHAT)) {
            assertThat(client.getInputStream().read()).isPositive();
        }

        await().atMost(Duration.ofSeconds(5)).untilTrue(cancelled);
    }

    @Test
    void cancelsTheCallOfAClientThatHangsUpBeforeTheAnswer() throws Exception {
        var cancelled = new AtomicBoolean();
        var arrived = new AtomicBoolean();
        service =
                request -> {
                    request.connection().closeHandler(closed -> cancelled.set(true));
                    arrived.set(true);
                };

        try (var client = rawCall(CHAT)) {
            await().untilTrue(arrived);
        }

        await().atMost(Duration.ofSeconds(5)).untilTrue(cancelled);
    }

    @Test
    void breaksOffAnAnswerThatTheServiceBreaksOff() {
        service =
                request -> {
                    request.response().setChunked(true).write("data: 1\n\n");
                    vertx.setTimer(50, timer -> request.connection().close());
                };

        assertThatThrownBy(() -> send(call(CHAT).build())).isInstanceOf(IOException.class);
    }

    @Test
    void deliversARefusalThatComesBeforeTheBodyIsSent() throws Exception {
        service =
                request ->
                        request.response()
                                .setStatusCode(413)
                                .putHeader("Connection", "close")
                                .end("too large");

        var answer =
                http.send(
                        call(CHAT).POST(BodyPublishers.ofByteArray(new byte[20_000_000])).build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("too large");
    }

    @Test
    void passesLargeBodiesBothWays() throws Exception {
        service = request -> request.body().onSuccess(body -> request.response().end(body));
        var body = new byte[20_000_000];
        body[body.length - 1] = 7;

        var answer =
                http.send(
                        call(CHAT).POST(BodyPublishers.ofByteArray(body)).build(),
                        BodyHandlers.ofByteArray());

        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void saysInTheVoiceOfTheModelsThatTheProxyBrokeOff() throws Exception {
        service = request -> request.connection().close();

        var answer = send(call(CHAT).POST(BodyPublishers.ofString("{}")).build());

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":{\"message\":\"proxy-service broke off before it"
                                + " answered.\",\"type\":\"server_error\",\"param\":null,"
                                + "\"code\":\"bad_gateway\"}}");
    }

    @Test
    void saysThatAServiceIsDown() throws Exception {
        var answer = send(call("/api/v1/keys").build());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:smoothllm:problem:unavailable", "keys-service");
    }

    @Test
    void sendsNothingToTheServicesBeforeItIsOpenedAndAfterItDrains() throws Exception {
        edge.drain(Duration.ZERO);

        assertThat(send(call(CHAT).build()).statusCode()).isEqualTo(503);
        assertThat(send(call("/health").build()).statusCode()).isEqualTo(503);
    }

    @Test
    void drainsUntilTheLastAnswerIsComplete() throws Exception {
        BlockingQueue<HttpServerRequest> calls = new LinkedBlockingQueue<>();
        service = calls::add;
        var answer = http.sendAsync(call(CHAT).build(), BodyHandlers.ofString());
        var underWay = calls.take();

        var drained = new AtomicBoolean();
        var drain =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                edge.drain(Duration.ofSeconds(30));
                                drained.set(true);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        await().until(() -> send(call("/health").build()).statusCode() == 503);
        assertThat(drained).isFalse();
        underWay.response().end("bye");

        assertThat(answer.get().body()).isEqualTo("bye");
        drain.join();
        assertThat(drained).isTrue();
    }

    @Test
    void saysThatNothingIsThere() throws Exception {
        var answer = send(call("/internal/keys/resolve").build());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("urn:smoothllm:problem:not-found");
    }

    @Test
    void answersMalformedHttpInWords() throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write("NOT HTTP AT ALL\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.").contains(" 400 ", "urn:smoothllm:problem");
        }
    }

    @Test
    void servesTheConsoleAndItsPages() throws Exception {
        Files.writeString(console.resolve("index.html"), "<html>");
        Files.createDirectories(console.resolve("assets"));
        Files.writeString(console.resolve("assets/app-1.js"), "js");

        assertThat(send(call("/").build()).body()).isEqualTo("<html>");
        assertThat(send(call("/keys/42").build()).body()).isEqualTo("<html>");
        var script = send(call("/assets/app-1.js").build());
        assertThat(script.body()).isEqualTo("js");
        assertThat(script.headers().firstValue("Cache-Control").orElseThrow())
                .contains("immutable");
        assertThat(send(call("/assets/gone.js").build()).statusCode()).isEqualTo(404);
    }

    @Test
    void letsTheConsoleLoadNothingButItsOwnFiles() throws Exception {
        Files.writeString(console.resolve("index.html"), "<html>");

        var page = send(call("/").build()).headers();

        assertThat(page.firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.firstValue("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void sendsAPackedFileToWhoTakesIt() throws Exception {
        Files.createDirectories(console.resolve("assets"));
        Files.writeString(console.resolve("assets/app-1.js"), "plain");
        Files.writeString(console.resolve("assets/app-1.js.gz"), "packed");

        var packed = send(call("/assets/app-1.js").header("Accept-Encoding", "br, gzip").build());

        assertThat(packed.body()).isEqualTo("packed");
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Content-Type"))
                .hasValue("text/javascript; charset=utf-8");
        assertThat(send(call("/assets/app-1.js").build()).body()).isEqualTo("plain");
    }

    @Test
    void saysHelloWithoutAConsole() throws Exception {
        assertThat(send(call("/").build()).body()).contains("is running");
        assertThat(send(call("/favicon.ico").build()).statusCode()).isEqualTo(404);
    }

    @Test
    void namesATakenPortAndOffersAnother() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int wanted = taken.getLocalPort();

            assertThatThrownBy(() -> Edge.bind("127.0.0.1", wanted, Map.of(), console))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Port " + wanted + " is taken")
                    .hasMessageContaining("SMOOTHLLM_PORT=" + (wanted + 1));
        }
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    private Socket rawCall(String path) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        socket.getOutputStream()
                .write(
                        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
