package io.smoothllm.localstack.edge;

import io.smoothllm.localstack.home.CannotStart;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// The HTTP server everyone talks to. It takes its port first and opens last, so nobody else takes
/// the port meanwhile, and it closes first, so nothing new arrives while the rest is stopping.
public final class Edge implements AutoCloseable {
    /// More than the services allow: they say in words what is too much.
    static final int MAX_HEADER_BYTES = 128 * 1024;

    private static final int MAX_REQUEST_LINE_BYTES = 64 * 1024;
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    /// An answer may take long without a byte moving, but not for ever.
    private static final int IDLE_MINUTES = 60;

    private final Vertx vertx;
    private final Map<String, Integer> services;
    private final ConsoleFiles console;
    private final Passage passage;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean open;

    private Edge(Vertx vertx, Map<String, Integer> services, Path consoleFolder) {
        this.vertx = vertx;
        this.services = services;
        this.console = new ConsoleFiles(consoleFolder);
        this.passage = new Passage(vertx);
    }

    /// Takes the port; every call is answered with 503 until [#open].
    ///
    /// @param services port of each by name
    /// @param consoleFolder the built console; need not exist
    public static Edge bind(
            String host, int port, Map<String, Integer> services, Path consoleFolder)
            throws CannotStart, InterruptedException {
        var vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setFileSystemOptions(
                                        new FileSystemOptions()
                                                .setFileCachingEnabled(false)
                                                .setClassPathResolvingEnabled(false)));
        var edge = new Edge(vertx, Map.copyOf(services), consoleFolder.toAbsolutePath());
        try {
            edge.server()
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return edge;
        } catch (ExecutionException | TimeoutException e) {
            edge.close();
            throw whyNot(host, port, e);
        }
    }

    private static CannotStart whyNot(String host, int port, Exception e) {
        if (e.getCause() instanceof BindException
                && String.valueOf(e.getCause().getMessage()).contains("in use")) {
            return new CannotStart(
                    "Port %d is taken. Choose another one: SMOOTHLLM_PORT=%d ./smoothllm up"
                            .formatted(port, port + 1),
                    e);
        }
        return new CannotStart(
                "Cannot listen on %s:%d: %s".formatted(host, port, e.getMessage()), e);
    }

    private HttpServer server() {
        var options =
                new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setHandle100ContinueAutomatically(true)
                        .setMaxHeaderSize(MAX_HEADER_BYTES)
                        .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                        .setIdleTimeoutUnit(TimeUnit.MINUTES)
                        .setIdleTimeout(IDLE_MINUTES);
        return vertx.createHttpServer(options)
                .invalidRequestHandler(request -> Refusals.malformed(request, 400))
                .requestHandler(this::handle);
    }

    private void handle(HttpServerRequest request) {
        underWay.incrementAndGet();
        request.response().endHandler(end -> underWay.decrementAndGet());
        var path = request.path();
        switch (Destination.of(path)) {
            case Destination.Health() -> health(request);
            case Destination.Nobody() -> Refusals.notFound(request);
            case Destination.Console() -> console.serve(request);
            case Destination.Service(var name) when !open -> Refusals.unavailable(request, name);
            case Destination.Service(var name) -> passage.send(request, name, services.get(name));
        }
    }

    private void health(HttpServerRequest request) {
        request.response()
                .setStatusCode(open ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(open ? "{\"status\":\"ok\"}" : "{\"status\":\"starting\"}");
    }

    /// From now on calls reach the services.
    public void open() {
        open = true;
    }

    /// Turns new calls away and lets those under way finish, for a while.
    public void drain(Duration patience) throws InterruptedException {
        open = false;
        long end = System.nanoTime() + patience.toNanos();
        while (underWay.get() > 0 && System.nanoTime() < end) {
            Thread.sleep(LOOK);
        }
    }

    /// Ends every connection.
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
