package io.smoothllm.proxy.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.access.Gatekeeper;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Router;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;

/// `GET /v1/models` and `/v1/models/{id}`: what the caller's key may ask for (type `Model` of the
/// OpenAI API).
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
                        caller -> {
                            var list = Json.MAPPER.createObjectNode().put("object", "list");
                            var data = list.putArray("data");
                            router.models(caller).forEach(name -> data.add(model(name)));
                            return Buffer.buffer(Json.bytes(list));
                        })
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
                            return Buffer.buffer(Json.bytes(model(name)));
                        })
                .onSuccess(exchange::json)
                .onFailure(exchange::refuse);
    }

    /// Nobody here knows when a model was made; the field is required, and 0 is honest.
    private static ObjectNode model(String name) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "smoothllm");
    }
}
