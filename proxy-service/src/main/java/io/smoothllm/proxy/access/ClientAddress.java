package io.smoothllm.proxy.access;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;

/// Where a call really comes from. `X-Forwarded-For` is believed only as far as trusted proxies
/// wrote it: read from the right, the first address that is not one of them is the client.
@ApplicationScoped
class ClientAddress {
    private static final String FORWARDED = "x-forwarded-for";

    private final List<Cidr> trusted;

    ClientAddress(AccessConfig config) {
        this.trusted = config.trustedProxies().stream().map(Cidr::parse).toList();
    }

    /// @return null when a trusted proxy wrote something that is no address
    InetAddress of(HttpServerRequest request) {
        var address = InetAddress.ofLiteral(request.remoteAddress().hostAddress());
        var hops = String.join(",", request.headers().getAll(FORWARDED)).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && isTrusted(address); i--) {
            var hop = hops[i].strip();
            if (hop.isEmpty()) {
                break;
            }
            try {
                address = InetAddress.ofLiteral(hop);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return address;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(block -> block.contains(address));
    }
}
