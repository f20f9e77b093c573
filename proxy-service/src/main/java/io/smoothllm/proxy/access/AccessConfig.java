package io.smoothllm.proxy.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;
import java.util.List;

@ConfigMapping(prefix = "smoothllm")
public interface AccessConfig {
    /// Where a key can be asked for that the view does not know yet.
    @WithName("keys-service.url")
    @WithDefault("http://localhost:8082")
    URI keysServiceUrl();

    /// What this service shows to others, and they to it.
    @WithName("service-token")
    String serviceToken();

    /// How long keys-service may take to answer.
    @WithName("access.resolve-timeout")
    @WithDefault("2s")
    Duration resolveTimeout();

    /// How long an unknown key stays unknown without asking again.
    @WithName("access.unknown-key-ttl")
    @WithDefault("10s")
    Duration unknownKeyTtl();

    /// Questions to keys-service open at the same time; more are refused for a moment.
    @WithName("access.max-resolves")
    @WithDefault("64")
    int maxResolves();

    /// Addresses or CIDR blocks whose `X-Forwarded-For` is believed.
    @WithName("trusted-proxies")
    @WithDefault("127.0.0.1,::1")
    List<String> trustedProxies();
}
