package io.smoothllm.usage.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.export")
public interface ExportConfig {
    /// Exports under way at once; each holds a connection to the database.
    @WithDefault("4")
    @Min(1)
    @Max(8)
    int atOnce();

    /// How long a client may take nothing of what is there for it.
    @WithDefault("1m")
    Duration patience();
}
