package io.smoothllm.usage.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.usage")
public interface LedgerConfig {
    /// Records in one transaction, at most. The more there are, the more of them count in the same
    /// rows of the rollups.
    @WithDefault("6000")
    @Min(1)
    @Max(20_000)
    int batchSize();

    /// Transactions at once. Two keep both a core of this service and one of the database busy,
    /// also when all records are of one proxy and so in one partition.
    @WithDefault("2")
    @Min(1)
    @Max(16)
    int lanes();

    /// Partitions of the topic, when this service makes it: as many instances can share the work.
    @WithDefault("6")
    @Min(1)
    int partitions();

    /// How long the topic keeps records, when this service makes it: as long as this service may be
    /// down without a loss.
    @WithDefault("7d")
    Duration topicRetention();

    /// How long dead letters are kept.
    @WithDefault("30d")
    Duration deadLetterRetention();

    /// How late a record may be; an older one is a dead letter.
    @WithDefault("400d")
    Duration oldest();

    /// How far a proxy's clock may be ahead; a record from further is a dead letter.
    @WithDefault("1d")
    Duration furthest();

    /// How long the broker may take to answer.
    @WithDefault("10s")
    Duration brokerPatience();

    /// The first wait after a failure; each further one is twice as long.
    @WithDefault("200ms")
    Duration firstPause();

    @WithDefault("10s")
    Duration longestPause();
}
