package io.smoothllm.proxy.journal;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.journal")
public interface JournalConfig {
    /// Where the segments are. Must outlive the process, and belongs to one proxy at a time.
    @WithDefault("journal")
    Path directory();

    /// What a kill of the process cannot take, a power cut can until it is synchronised.
    @WithDefault("batched")
    Sync sync();

    /// How often the batched way synchronises: as much can a power cut take.
    @WithDefault("50ms")
    Duration syncInterval();

    /// The size of one file, set aside on the disk when it is made.
    @WithDefault("16M")
    MemorySize segmentSize();

    /// All files together: how much may wait for a broker that is away. About 1.5 KB a call.
    @WithDefault("8G")
    MemorySize maxSize();

    /// How often the ledger is told what is open, so that it can tell a gap from a call that takes
    /// its time.
    @WithDefault("5s")
    Duration reportInterval();

    /// How long a shutdown waits for the broker to take the last records. What it does not take
    /// stays in the journal.
    @WithDefault("10s")
    Duration flushTimeout();

    enum Sync {
        /// In the background: survives the death of the process, and of the machine but for the
        /// last [#syncInterval].
        BATCHED,
        /// Before a call is let in: survives the death of the machine. Costs the time of a disk
        /// flush, shared by the calls that arrive meanwhile.
        ALWAYS
    }
}
