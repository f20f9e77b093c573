package io.smoothllm.proxy.door;

import io.quarkus.runtime.ShutdownEvent;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.metering.Meter;
import io.smoothllm.proxy.routing.Candidate;
import io.smoothllm.proxy.upstream.MediaClient;
import io.smoothllm.proxy.upstream.UpstreamClient;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Sends calls on their way.
@ApplicationScoped
public class Deliveries {
    private static final Logger LOG = Logger.getLogger(Deliveries.class);

    /// Before the journal closes.
    private static final int FIRST = 1;

    /// Seconds for event loops to end what is open; each takes microseconds.
    private static final int PATIENCE = 2;

    private final UpstreamClient upstream;
    private final MediaClient media;
    private final Estimates estimates;

    /// Those that are not over, each with the event loop it belongs to.
    private final Map<Delivery, Context> open = new ConcurrentHashMap<>();

    Deliveries(UpstreamClient upstream, MediaClient media, Estimates estimates) {
        this.upstream = upstream;
        this.media = media;
        this.estimates = estimates;
    }

    /// Brings the call to the first candidate that answers; settles it whatever happens.
    ///
    /// @param plan at least one
    /// @param conversations how the request is put to a candidate; may throw
    public void start(
            Exchange exchange,
            ClientRequest request,
            List<Candidate> plan,
            Meter meter,
            Function<Candidate, Conversation> conversations) {
        var delivery =
                new Delivery(
                        exchange,
                        request,
                        plan,
                        meter,
                        conversations,
                        upstream,
                        estimates,
                        media.downloads(),
                        open::remove);
        open.put(delivery, Vertx.currentContext());
        delivery.start();
    }

    /// What did not end in the time that a shutdown gives it ends now, and is settled with what is
    /// known of it. A process that is killed does not come here; its journal tells the next one.
    void stop(@Observes @Priority(FIRST) ShutdownEvent event) throws InterruptedException {
        var ends = open.entrySet().stream().map(one -> end(one.getKey(), one.getValue())).toList();
        try {
            Future.all(ends)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Calls are left open; the next process settles them", e);
        }
    }

    private static Future<Void> end(Delivery delivery, Context eventLoop) {
        var ended = Promise.<Void>promise();
        eventLoop.runOnContext(
                _ -> {
                    delivery.shutDown();
                    ended.complete();
                });
        return ended.future();
    }
}
