package io.smoothllm.kit.access;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

/// The client of the request at hand.
@ApplicationScoped
public class CurrentClient {
    private final CurrentVertxRequest request;

    CurrentClient(CurrentVertxRequest request) {
        this.request = request;
    }

    /// Without address and user agent when no request is at hand: at start, or on a schedule.
    public Client get() {
        if (!isThere()) {
            return Client.NONE;
        }
        var http = request.getCurrent().request();
        var address = http.remoteAddress();
        return new Client(
                address == null ? null : address.hostAddress(), http.getHeader("User-Agent"));
    }

    /// Whether a request is at hand.
    public boolean isThere() {
        return Arc.container().requestContext().isActive() && request.getCurrent() != null;
    }
}
