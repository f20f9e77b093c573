package io.smoothllm.testing.simulator;

import io.smoothllm.testing.simulator.anthropic.Anthropic;
import io.smoothllm.testing.simulator.openai.OpenAi;
import io.smoothllm.testing.simulator.wire.Call;
import io.smoothllm.testing.simulator.wire.Failure;
import io.smoothllm.testing.simulator.wire.ProviderDialect;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The provider nobody pays: see the package's page for what it knows.
///
/// ```java
/// try (var simulator = new ProviderSimulator().start()) {
///     simulator.script("sim-mine", Script.fail(500).times(1));
///     … simulator.openAiBaseUrl() …
///     assertThat(simulator.ledger().ofModel("sim-mine")).hasSize(2);
/// }
/// ```
public final class ProviderSimulator implements AutoCloseable {
    private static final int MAX_BODY = 32 << 20;
    private static final long DEFAULT_LEDGER_MEMORY = 64 << 20;
    private static final String OPENAI = "/openai/v1";
    private static final String ANTHROPIC = "/anthropic";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Set<String> acceptedKeys = ConcurrentHashMap.newKeySet();
    private final Scripts scripts = new Scripts();
    private final Ledger ledger;
    private final ControlApi control;
    private final ProviderDialect openAi = new OpenAi(this::acceptsKey, this::hasModel);
    private final ProviderDialect anthropic = new Anthropic(this::acceptsKey, this::hasModel);

    private Vertx vertx;
    private HttpServer server;

    public ProviderSimulator() {
        this(DEFAULT_LEDGER_MEMORY);
    }

    /// @param ledgerMemory bytes of request bodies that the ledger may keep
    public ProviderSimulator(long ledgerMemory) {
        ledger = new Ledger(ledgerMemory);
        control = new ControlApi(scripts, ledger);
    }

    /// On a free port.
    public ProviderSimulator start() {
        return start(0);
    }

    /// @param port 0 = a free one
    public ProviderSimulator start(int port) {
        vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(1)
                                .setWorkerPoolSize(1)
                                .setInternalBlockingPoolSize(1)
                                .setFileSystemOptions(
                                        new FileSystemOptions()
                                                .setFileCachingEnabled(false)
                                                .setClassPathResolvingEnabled(false)));
        var options =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setHandle100ContinueAutomatically(true)
                        .setMaxInitialLineLength(16 << 10)
                        .setMaxHeaderSize(64 << 10);
        server = vertx.createHttpServer(options).requestHandler(this::handle);
        try {
            await(server.listen());
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
        return this;
    }

    public int port() {
        return server.actualPort();
    }

    /// What an OpenAI provider's base URL is set to: `http://127.0.0.1:…/openai/v1`.
    public URI openAiBaseUrl() {
        return URI.create("http://127.0.0.1:" + port() + OPENAI);
    }

    /// What an Anthropic provider's base URL is set to: `http://127.0.0.1:…/anthropic`.
    public URI anthropicBaseUrl() {
        return URI.create("http://127.0.0.1:" + port() + ANTHROPIC);
    }

    /// From now on only these keys are right. Before the first call any is, unless it has `wrong`
    /// in it.
    public ProviderSimulator accept(String... keys) {
        acceptedKeys.addAll(List.of(keys));
        return this;
    }

    /// One script after the other, in place of what the target had.
    ///
    /// @param modelOrKey an upstream model's name, or an API key
    public ProviderSimulator script(String modelOrKey, Script... sequence) {
        scripts.put(modelOrKey, List.of(sequence));
        return this;
    }

    public void forget(String modelOrKey) {
        scripts.remove(modelOrKey);
    }

    public Ledger ledger() {
        return ledger;
    }

    private boolean acceptsKey(String key) {
        return acceptedKeys.isEmpty() ? !key.contains("wrong") : acceptedKeys.contains(key);
    }

    private boolean hasModel(String model, String key) {
        return model.startsWith("sim-") || scripts.has(model) || scripts.has(key);
    }

    private void handle(HttpServerRequest request) {
        var path = request.path() == null ? "" : request.path();
        if (path.startsWith(OPENAI + "/")) {
            serve(openAi, OPENAI, request);
        } else if (path.startsWith(ANTHROPIC + "/")) {
            serve(anthropic, ANTHROPIC, request);
        } else if (path.equals("/health")) {
            request.response()
                    .putHeader("content-type", "application/json")
                    .end("{\"status\":\"ok\"}");
        } else {
            read(request, body -> control.handle(request, body), () -> {});
        }
    }

    private void serve(ProviderDialect dialect, String prefix, HttpServerRequest request) {
        var headers = headers(request);
        var method = request.method().name();
        var path = URLDecoder.decode(request.path(), StandardCharsets.UTF_8);
        var apiKey = dialect.apiKey(Call.of(method, path, headers, new byte[0]));
        var caller = Caller.of(headers, apiKey);
        var recording = ledger.open(dialect.name(), method, request.path(), caller);
        var delivery = new Delivery(vertx, request, recording);
        read(
                request,
                body -> {
                    var inner = path.substring(prefix.length());
                    var call = Call.of(method, inner, headers, body);
                    ledger.asked(recording, call.model(), body);
                    var script = scripts.next(apiKey, call.model());
                    new Performance(dialect, call, script, delivery, recording).play();
                },
                () -> {
                    var refusal = dialect.failure(Failure.of(413));
                    delivery.whole(
                            refusal, new HashMap<>(Map.of("connection", "close")), Outcome.ERROR);
                });
    }

    /// The whole body, or `tooLarge` once it is more than a provider takes.
    private static void read(HttpServerRequest request, Consumer<byte[]> whole, Runnable tooLarge) {
        var body = Buffer.buffer();
        var refused = new boolean[1];
        request.handler(
                part -> {
                    if (refused[0]) {
                        return;
                    }
                    body.appendBuffer(part);
                    if (body.length() > MAX_BODY) {
                        refused[0] = true;
                        tooLarge.run();
                    }
                });
        request.endHandler(
                _ -> {
                    if (!refused[0]) {
                        whole.accept(body.getBytes());
                    }
                });
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var headers = new HashMap<String, String>();
        request.headers()
                .forEach(
                        (name, value) ->
                                headers.merge(
                                        name.toLowerCase(Locale.ROOT),
                                        value,
                                        (first, second) -> first + ", " + second));
        return headers;
    }

    /// Connections that are open are closed.
    @Override
    public void close() {
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The simulator does not start or stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
