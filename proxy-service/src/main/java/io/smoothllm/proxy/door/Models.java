package io.smoothllm.proxy.door;

import io.smoothllm.proxy.access.Gatekeeper;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Router;
import jakarta.enterprise.context.ApplicationScoped;

/// `GET /v1/models` and `/v1/models/{id}`: what the caller's key may ask for, in the words of the
/// dialect that asks.
@ApplicationScoped
class Models {
    private final Gatekeeper gatekeeper;
    private final Router router;

    Models(Gatekeeper gatekeeper, Router router) {
        this.gatekeeper = gatekeeper;
        this.router = router;
    }

    void list(Exchange exchange) {
        gatekeeper
                .admit(exchange.request())
                .map(
                        caller ->
                                exchange.dialect()
                                        .modelListing()
                                        .list(router.models(caller), exchange.request().params()))
                .onSuccess(exchange::json)
                .onFailure(exchange::refuse);
    }

    void get(Exchange exchange, String name) {
        gatekeeper
                .admit(exchange.request())
                .map(
                        caller -> {
                            if (!router.isUsable(name, caller)) {
                                throw new ProblemException(new Problem.ModelNotFound(name));
                            }
                            return exchange.dialect().modelListing().one(name);
                        })
                .onSuccess(exchange::json)
                .onFailure(exchange::refuse);
    }
}
