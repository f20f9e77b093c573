package io.smoothllm.provider.upstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.upstream")
public interface UpstreamConfig {
    /// Whether providers may live at loopback, link-local and private addresses.
    @WithDefault("false")
    boolean allowPrivate();

    /// How long saving a provider waits for its name to resolve. A name that does not is saved all
    /// the same: it is judged again at every connect.
    @WithDefault("2s")
    Duration saveLookupTimeout();
}
