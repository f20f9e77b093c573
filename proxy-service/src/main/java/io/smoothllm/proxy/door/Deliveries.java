package io.smoothllm.proxy.door;

import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.metering.Meter;
import io.smoothllm.proxy.routing.Candidate;
import io.smoothllm.proxy.upstream.MediaClient;
import io.smoothllm.proxy.upstream.UpstreamClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/// Sends calls on their way.
@ApplicationScoped
public class Deliveries {
    private final UpstreamClient upstream;
    private final MediaClient media;
    private final Estimates estimates;

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
        new Delivery(
                        exchange,
                        request,
                        plan,
                        meter,
                        conversations,
                        upstream,
                        estimates,
                        media.downloads())
                .start();
    }
}
