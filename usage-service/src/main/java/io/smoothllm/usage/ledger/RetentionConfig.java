package io.smoothllm.usage.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

@ConfigMapping(prefix = "smoothllm.ledger")
public interface RetentionConfig {
    /// How long single calls are kept; their sums are kept for good. A record that would be older
    /// is a dead letter, or its day would be begun again with that call alone.
    @WithDefault("400d")
    @DurationMin(days = 2)
    Duration keep();

    /// How often the service looks for days to drop.
    @WithDefault("1h")
    @DurationMin(seconds = 1)
    Duration lookEvery();

    /// How long dropping a day may wait for those who read the ledger. It goes on the next time.
    @WithDefault("5s")
    @DurationMin(millis = 10)
    Duration patience();
}
