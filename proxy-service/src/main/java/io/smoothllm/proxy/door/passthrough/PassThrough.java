package io.smoothllm.proxy.door.passthrough;

import io.smoothllm.proxy.access.Caller;
import io.smoothllm.proxy.access.Gatekeeper;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.Dialects;
import io.smoothllm.proxy.door.Deliveries;
import io.smoothllm.proxy.door.DoorConfig;
import io.smoothllm.proxy.door.Exchange;
import io.smoothllm.proxy.door.Operation;
import io.smoothllm.proxy.metering.Ledger;
import io.smoothllm.proxy.metering.Meter;
import io.smoothllm.proxy.metering.TokenEstimate;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.smoothllm.proxy.routing.Router;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The request path of every [Service].
@ApplicationScoped
class PassThrough implements Operation {
    private static final Map<String, Service> SERVICES =
            Arrays.stream(Service.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    service -> "/v1" + service.path(), Function.identity()));

    private final Vertx vertx;
    private final DoorConfig config;
    private final Gatekeeper gatekeeper;
    private final Router router;
    private final Ledger ledger;
    private final Dialects dialects;
    private final Deliveries deliveries;

    PassThrough(
            Vertx vertx,
            DoorConfig config,
            Gatekeeper gatekeeper,
            Router router,
            Ledger ledger,
            Dialects dialects,
            Deliveries deliveries) {
        this.vertx = vertx;
        this.config = config;
        this.gatekeeper = gatekeeper;
        this.router = router;
        this.ledger = ledger;
        this.dialects = dialects;
        this.deliveries = deliveries;
    }

    @Override
    public Set<String> paths() {
        return SERVICES.keySet();
    }

    @Override
    public void handle(Exchange exchange) {
        var service = SERVICES.get(exchange.request().path());
        gatekeeper
                .admit(exchange.request()) // 401 403, 503 when a new key cannot be checked
                .compose(
                        caller ->
                                posted(service, exchange) // 400 408 413
                                        .compose(
                                                posted ->
                                                        deliver(service, exchange, caller, posted)))
                .onFailure(exchange::refuse);
    }

    private Future<? extends Posted> posted(Service service, Exchange exchange) {
        return Boundary.isForm(exchange.request().getHeader(HttpHeaders.CONTENT_TYPE))
                ? new FormIntake(vertx, config, service, exchange).start()
                : exchange.body().map(body -> JsonBody.read(service, body));
    }

    private Future<Meter> deliver(
            Service service, Exchange exchange, Caller caller, Posted posted) {
        return Future.succeededFuture(posted.model())
                .map(model -> able(service, model, router.plan(model, caller))) // 400 403 404
                .compose(
                        plan ->
                                open(exchange, caller, posted, plan)
                                        .onSuccess(
                                                meter ->
                                                        deliveries
                                                                .start( // 502 504; settles whatever
                                                                        // happens
                                                                        exchange,
                                                                        posted,
                                                                        plan,
                                                                        meter,
                                                                        candidate ->
                                                                                passage(
                                                                                        service,
                                                                                        posted,
                                                                                        candidate))))
                .onFailure(_ -> posted.release());
    }

    private Future<Meter> open(
            Exchange exchange, Caller caller, Posted posted, List<Candidate> plan) {
        return ledger.open( // 503 when the disk is full
                exchange.id(),
                caller,
                posted.model(),
                posted.streamed(),
                plan.getFirst(),
                posted.isText() ? TokenEstimate.ofLength(posted.bytes()) : 0);
    }

    private List<Candidate> able(Service service, String model, List<Candidate> plan) {
        var able =
                plan.stream()
                        .filter(one -> dialects.passThrough(service.path(), one) != null)
                        .toList();
        if (able.isEmpty()) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "model",
                            "No provider of the model '"
                                    + model
                                    + "' takes requests to /v1"
                                    + service.path()
                                    + "; only providers of OpenAI's dialect do."));
        }
        return able;
    }

    private Conversation passage(Service service, Posted posted, Candidate candidate) {
        return new Passage(
                service,
                posted,
                candidate,
                dialects.passThrough(service.path(), candidate),
                dialects.speaking(candidate));
    }
}
