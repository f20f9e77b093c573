package io.smoothllm.keys.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "smoothllm.session")
public interface SessionConfig {
    /// A session that is not refreshed for so long is over.
    @WithDefault("7d")
    Duration idleTimeout();

    /// After this the person signs in again, however busy the session was.
    @WithDefault("30d")
    Duration maxAge();

    /// How long a used refresh token may come again, from a second tab that refreshed at the same
    /// moment.
    @WithDefault("10s")
    Duration refreshGrace();

    /// Whether browsers send the session's cookie over https only, also where the edge does not
    /// say that this request came that way.
    @WithDefault("false")
    boolean secureCookie();
}
