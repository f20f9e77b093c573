package io.smoothllm.provider.connectivity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.connectivity")
public interface ConnectivityConfig {
    /// How long a whole test may take, name resolution included.
    @WithDefault("10s")
    Duration timeout();

    /// Tests at one time; each may hold 2 MB of an answer.
    @WithDefault("32")
    @Min(1)
    int maxConcurrent();
}
