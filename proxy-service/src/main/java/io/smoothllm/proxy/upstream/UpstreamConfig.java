package io.smoothllm.proxy.upstream;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.upstream")
public interface UpstreamConfig {
    /// Whether providers may live at loopback, link-local and private addresses.
    @WithDefault("false")
    boolean allowPrivate();

    /// Connections to one provider; more calls wait for one.
    @WithDefault("2000")
    int maxConnections();

    /// How long an idle connection is kept.
    @WithDefault("30s")
    Duration keepAlive();

    /// How long a resolved name is believed.
    @WithDefault("10s")
    Duration dnsTtl();

    /// The largest answer that is not a stream.
    @WithDefault("32M")
    MemorySize maxAnswer();
}
