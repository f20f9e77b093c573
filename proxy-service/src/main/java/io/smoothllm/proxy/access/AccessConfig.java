package io.smoothllm.proxy.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

@ConfigMapping(prefix = "smoothllm.access")
public interface AccessConfig {
    /// How long keys-service may take to answer.
    @WithDefault("2s")
    Duration resolveTimeout();

    /// How long an unknown key stays unknown without asking again.
    @WithDefault("10s")
    Duration unknownKeyTtl();

    /// Questions to keys-service open at the same time; more are refused for a moment.
    @WithDefault("64")
    int maxResolves();

    /// Addresses or CIDR blocks whose `X-Forwarded-For` is believed.
    @WithDefault("127.0.0.1,::1")
    List<String> trustedProxies();
}
