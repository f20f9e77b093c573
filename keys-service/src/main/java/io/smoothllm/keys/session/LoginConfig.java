package io.smoothllm.keys.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How often one address may try passwords for one account; each replica counts for itself.
@ConfigMapping(prefix = "smoothllm.login")
public interface LoginConfig {
    /// Wrong passwords in a row before waiting begins.
    @WithDefault("10")
    @Min(1)
    int attempts();

    /// How long until one more attempt.
    @WithDefault("30s")
    Duration refill();

    /// Pairs of account and address that are remembered; the longest unused goes first.
    @WithDefault("10000")
    @Min(1)
    int remembered();
}
