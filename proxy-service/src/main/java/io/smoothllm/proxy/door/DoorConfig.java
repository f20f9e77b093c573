package io.smoothllm.proxy.door;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "smoothllm.door")
public interface DoorConfig {
    /// The largest request; images travel inside.
    @WithDefault("16M")
    MemorySize maxBody();

    /// The largest form: sounds and pictures. At most `quarkus.http.limits.max-body-size`.
    @WithDefault("30M")
    MemorySize maxUpload();

    /// As much of a form is kept in memory; a larger one is passed on while it arrives, or kept in
    /// a file until it says its model.
    @WithDefault("1M")
    MemorySize uploadMemory();

    /// How long a form may take to arrive.
    @WithDefault("5m")
    Duration uploadTimeout();

    /// Where forms are kept that say their model late; the system's directory for temporary files
    /// unless said.
    Optional<String> uploadDirectory();

    /// All headers of a request together. The server's own limit (`quarkus.http.limits`) is higher,
    /// so that the refusal can be said in words.
    @WithDefault("32K")
    MemorySize maxHeaders();

    /// How long a body may take to arrive.
    @WithDefault("60s")
    Duration bodyTimeout();

    /// How long a client of a stream hears nothing before it is told that we are still there.
    @WithDefault("15s")
    Duration keepAlive();
}
