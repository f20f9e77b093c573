package io.smoothllm.proxy.door;

import io.quarkus.arc.All;
import io.smoothllm.proxy.dialect.ClientDialect;
import io.smoothllm.proxy.dialect.Dialects;
import io.smoothllm.proxy.dialect.Protocol;
import io.smoothllm.proxy.metering.Metrics;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Who handles which path. Straight on the Vert.x router, without JAX-RS in between: see
/// `docs/adr/0005`.
@ApplicationScoped
class Door {
    private static final Buffer OK = Buffer.buffer("{\"status\":\"ok\"}");
    private static final String MODELS = "/v1/models";
    private static final String MODEL = MODELS + "/";

    private final Vertx vertx;
    private final DoorConfig config;
    private final Dialects dialects;
    private final Metrics metrics;
    private final Inference inference;
    private final Models models;
    private final Map<String, Operation> operations = new HashMap<>();

    Door(
            Vertx vertx,
            DoorConfig config,
            Dialects dialects,
            Metrics metrics,
            Inference inference,
            Models models,
            @All List<Operation> operations) {
        this.vertx = vertx;
        this.config = config;
        this.dialects = dialects;
        this.metrics = metrics;
        this.inference = inference;
        this.models = models;
        operations.forEach(
                operation ->
                        operation.paths().forEach(path -> this.operations.put(path, operation)));
    }

    void open(@Observes Router router) {
        router.get("/health")
                .handler(
                        context -> {
                            context.request().resume();
                            context.response()
                                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                                    .end(OK);
                        });
        router.route("/*").handler(context -> handle(context.request()));
    }

    private void handle(HttpServerRequest request) {
        var path = request.path() == null ? "" : request.path();
        var exchange = new Exchange(request, voice(request, path), metrics, vertx, config);
        try {
            refuseFlood(request);
            dispatch(exchange, path);
        } catch (RuntimeException e) {
            exchange.refuse(e);
        }
    }

    /// Whose words are used for whatever happens at a path: those of the dialect that lives there
    /// or above, else OpenAI's. All ask for the models at the same one.
    private ClientDialect voice(HttpServerRequest request, String path) {
        if (path.equals(MODELS) || path.startsWith(MODEL)) {
            return dialects.askingForModels(request.headers());
        }
        var above = path.indexOf('/', 4) < 0 ? path : path.substring(0, path.lastIndexOf('/'));
        var own = dialects.at(path) == null ? dialects.at(above) : dialects.at(path);
        return own == null ? dialects.speaking(Protocol.CHAT_COMPLETIONS) : own;
    }

    private void dispatch(Exchange exchange, String path) {
        if (dialects.at(path) != null) {
            only(HttpMethod.POST, exchange, inference::handle);
            return;
        }
        var operation = operations.get(path);
        if (operation != null) {
            only(HttpMethod.POST, exchange, operation::handle);
            return;
        }
        switch (path) {
            case MODELS -> only(HttpMethod.GET, exchange, models::list);
            default -> {
                if (!path.startsWith(MODEL) || path.length() == MODEL.length()) {
                    throw new ProblemException(
                            new Problem.NoSuchEndpoint(exchange.request().method().name(), path));
                }
                var name = decoded(path.substring(MODEL.length()));
                only(HttpMethod.GET, exchange, known -> models.get(known, name));
            }
        }
    }

    private static void only(HttpMethod method, Exchange exchange, Consumer<Exchange> handler) {
        var asked = exchange.request().method();
        if (!asked.equals(method)) {
            exchange.response().putHeader(HttpHeaders.ALLOW, method.name());
            throw new ProblemException(
                    new Problem.MethodNotAllowed(
                            asked.name(), exchange.request().path(), method.name()));
        }
        handler.accept(exchange);
    }

    private void refuseFlood(HttpServerRequest request) {
        long size = 0;
        for (var header : request.headers()) {
            size += header.getKey().length() + header.getValue().length() + 4;
        }
        long limit = config.maxHeaders().asLongValue();
        if (size > limit) {
            throw new ProblemException(new Problem.HeadersTooLarge((int) limit));
        }
    }

    /// A plus sign is a plus sign in a path.
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new Problem.ModelNotFound(segment));
        }
    }
}
