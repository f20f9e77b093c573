package io.smoothllm.proxy.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smoothllm.model.catalog.UpstreamAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Which address to connect to for a provider's host. The address that was checked is the one that
/// is used, so a name that changes its mind between the two gains nothing.
@ApplicationScoped
class Destinations {
    /// The host has no address that is allowed.
    static final class Forbidden extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Forbidden() {
            super("address not allowed", null, false, false);
        }
    }

    private final Vertx vertx;
    private final UpstreamAddresses allowed;
    private final Cache<String, List<InetAddress>> resolved;

    Destinations(Vertx vertx, UpstreamConfig config) {
        this.vertx = vertx;
        this.allowed = new UpstreamAddresses(config.allowPrivate());
        this.resolved =
                Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(config.dnsTtl()).build();
    }

    /// @return an address of the host; fails with [Forbidden], or as the name service does
    Future<InetAddress> of(String host) {
        return of(host, allowed);
    }

    /// @param allowed for hosts that clients name instead of the operator
    Future<InetAddress> of(String host, UpstreamAddresses allowed) {
        var known = resolved.getIfPresent(host);
        if (known != null) {
            return pick(known, allowed);
        }
        return vertx.executeBlocking(() -> Arrays.asList(InetAddress.getAllByName(host)), false)
                .onSuccess(addresses -> resolved.put(host, addresses))
                .compose(addresses -> pick(addresses, allowed));
    }

    private static Future<InetAddress> pick(
            List<InetAddress> addresses, UpstreamAddresses allowed) {
        var usable = addresses.stream().filter(allowed::allows).toList();
        return usable.isEmpty()
                ? Future.failedFuture(new Forbidden())
                : Future.succeededFuture(
                        usable.get(ThreadLocalRandom.current().nextInt(usable.size())));
    }
}
