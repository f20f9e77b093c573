package io.smoothllm.keys.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.audit")
public interface AuditConfig {
    /// How long entries are kept.
    @WithDefault("400d")
    Duration retention();

    /// Refused sign-ins that are taken a minute, after the first hundred; for each replica.
    @WithDefault("10")
    @Min(1)
    int refusalsPerMinute();
}
