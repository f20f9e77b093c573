package io.smoothllm.proxy.upstream;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Pictures and documents that a client names by their URL, for providers that do not fetch them.
@ConfigMapping(prefix = "smoothllm.media")
public interface MediaConfig {
    /// Whether they may be at loopback, link-local and private addresses. Clients choose these
    /// addresses, so this is not what providers may have (`smoothllm.upstream.allow-private`).
    @WithDefault("false")
    boolean allowPrivate();

    /// How many one request may name.
    @WithDefault("20")
    int maxFiles();

    /// The largest one.
    @WithDefault("20M")
    MemorySize maxFile();

    /// All of one request together.
    @WithDefault("40M")
    MemorySize maxTotal();

    /// How long a connection may take.
    @WithDefault("5s")
    Duration connectTimeout();

    /// How long one may take in all, redirects included.
    @WithDefault("20s")
    Duration timeout();
}
