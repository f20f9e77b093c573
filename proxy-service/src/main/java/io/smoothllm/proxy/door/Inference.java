package io.smoothllm.proxy.door;

import io.smoothllm.proxy.access.Caller;
import io.smoothllm.proxy.access.Gatekeeper;
import io.smoothllm.proxy.dialect.Dialects;
import io.smoothllm.proxy.metering.Ledger;
import io.smoothllm.proxy.metering.Meter;
import io.smoothllm.proxy.metering.TokenEstimate;
import io.smoothllm.proxy.routing.Router;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;

/// The request path, whatever dialect the client speaks.
@ApplicationScoped
class Inference {
    private final Gatekeeper gatekeeper;
    private final Router router;
    private final Ledger ledger;
    private final Dialects dialects;
    private final Deliveries deliveries;

    Inference(
            Gatekeeper gatekeeper,
            Router router,
            Ledger ledger,
            Dialects dialects,
            Deliveries deliveries) {
        this.gatekeeper = gatekeeper;
        this.router = router;
        this.ledger = ledger;
        this.dialects = dialects;
        this.deliveries = deliveries;
    }

    void handle(Exchange exchange) {
        gatekeeper
                .admit(exchange.request()) // 401 403, 503 when a new key cannot be checked
                .compose(
                        caller ->
                                exchange.body() // 408 413
                                        .compose(body -> deliver(exchange, caller, body)))
                .onFailure(exchange::refuse);
    }

    private Future<Meter> deliver(Exchange exchange, Caller caller, byte[] body) {
        var asked = exchange.request();
        var request = exchange.dialect().read(body, asked.headers(), asked.query()); // 400
        var plan = router.plan(request.model(), caller); // 403 404
        return ledger.open( // 503 when the disk is full
                        exchange.id(),
                        caller,
                        request.model(),
                        request.streamed(),
                        plan.getFirst(),
                        TokenEstimate.ofLength(request.bytes()))
                .onSuccess(
                        meter ->
                                deliveries.start( // 502 504; settles whatever happens
                                        exchange,
                                        request,
                                        plan,
                                        meter,
                                        candidate ->
                                                dialects.converse(
                                                        exchange.dialect(), request, candidate)));
    }
}
