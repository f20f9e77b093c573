package io.smoothllm.proxy.door;

import io.smoothllm.proxy.access.Caller;
import io.smoothllm.proxy.access.Gatekeeper;
import io.smoothllm.proxy.dialect.Dialects;
import io.smoothllm.proxy.dialect.TokenQuestion;
import io.smoothllm.proxy.metering.TokenEstimate;
import io.smoothllm.proxy.routing.Router;
import io.smoothllm.proxy.upstream.UpstreamClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Questions for a count of tokens. Admitted and routed as any call, but nothing is metered: they
/// cost nothing.
@ApplicationScoped
class TokenCounting implements Operation {
    private final Gatekeeper gatekeeper;
    private final Router router;
    private final Dialects dialects;
    private final UpstreamClient upstream;
    private final TokenEstimate estimate;

    TokenCounting(
            Gatekeeper gatekeeper,
            Router router,
            Dialects dialects,
            UpstreamClient upstream,
            TokenEstimate estimate) {
        this.gatekeeper = gatekeeper;
        this.router = router;
        this.dialects = dialects;
        this.upstream = upstream;
        this.estimate = estimate;
    }

    @Override
    public Set<String> paths() {
        return dialects.questionPaths();
    }

    @Override
    public void handle(Exchange exchange) {
        var question = dialects.questionAt(exchange.request().path());
        gatekeeper
                .admit(exchange.request()) // 401 403, 503 when a new key cannot be checked
                .compose(
                        caller ->
                                exchange.body() // 408 413
                                        .onSuccess(body -> ask(exchange, question, caller, body)))
                .onFailure(exchange::refuse);
    }

    private void ask(Exchange exchange, TokenQuestion question, Caller caller, byte[] body) {
        try {
            var asked = exchange.request();
            var request = question.read(body, asked.headers(), asked.query()); // 400
            var plan = router.plan(request.model(), caller); // 403 404
            new TokenCount(exchange, question, request, plan, dialects, upstream, estimate)
                    .next(); // 502 504
        } catch (RuntimeException e) {
            exchange.refuse(e);
        }
    }
}
