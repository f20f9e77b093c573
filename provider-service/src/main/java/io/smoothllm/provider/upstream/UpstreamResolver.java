package io.smoothllm.provider.upstream;

import io.smoothllm.model.catalog.UpstreamAddresses;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Turns a host name into addresses that may be connected to. One bad address condemns the name:
/// who answers with a public and a private one is up to something.
@ApplicationScoped
public class UpstreamResolver {
    private final UpstreamAddresses addresses;

    public UpstreamResolver(UpstreamConfig config) {
        this.addresses = new UpstreamAddresses(config.allowPrivate());
    }

    /// What a name stands for at this moment.
    public sealed interface Resolution {
        /// To be connected to as they are, never by name again.
        record Allowed(List<InetAddress> addresses) implements Resolution {}

        /// Some address is one that the operator did not allow.
        record Refused() implements Resolution {}

        record Unknown() implements Resolution {}

        record TooSlow() implements Resolution {}
    }

    public Resolution resolve(String host, Duration patience) throws InterruptedException {
        var lookup = new CompletableFuture<List<InetAddress>>();
        Thread.startVirtualThread(() -> lookUp(host, lookup));
        try {
            var found = lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return found.stream().allMatch(addresses::allows)
                    ? new Resolution.Allowed(found)
                    : new Resolution.Refused();
        } catch (TimeoutException e) {
            return new Resolution.TooSlow();
        } catch (ExecutionException e) {
            return new Resolution.Unknown();
        }
    }

    private static void lookUp(String host, CompletableFuture<List<InetAddress>> found) {
        try {
            found.complete(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
        }
    }
}
