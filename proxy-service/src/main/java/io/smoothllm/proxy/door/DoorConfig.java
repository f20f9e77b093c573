package io.smoothllm.proxy.door;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.door")
public interface DoorConfig {
    /// The largest request; images travel inside.
    @WithDefault("16M")
    MemorySize maxBody();

    /// All headers of a request together. The server's own limit (`quarkus.http.limits`) is higher,
    /// so that the refusal can be said in words.
    @WithDefault("32K")
    MemorySize maxHeaders();

    /// How long a body may take to arrive.
    @WithDefault("60s")
    Duration bodyTimeout();
}
