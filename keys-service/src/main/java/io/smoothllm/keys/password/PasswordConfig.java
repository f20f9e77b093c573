package io.smoothllm.keys.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/// The work of one Argon2id hash, by default what OWASP's Password Storage Cheat Sheet asks for.
/// More is a matter of taste; less is for tests, and outside of them the service does not start.
@ConfigMapping(prefix = "smoothllm.passwords")
public interface PasswordConfig {
    int OWASP_MEMORY_KIB = 19 * 1024;
    int OWASP_ITERATIONS = 2;

    /// Memory that a hash fills, in KiB. Each processor may hash one password at a time.
    @WithDefault("" + OWASP_MEMORY_KIB)
    @Min(8)
    int memoryKib();

    /// How many times.
    @WithDefault("" + OWASP_ITERATIONS)
    @Min(1)
    int iterations();
}
