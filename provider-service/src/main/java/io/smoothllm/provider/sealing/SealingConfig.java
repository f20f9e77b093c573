package io.smoothllm.provider.sealing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

@ConfigMapping(prefix = "smoothllm.sealing")
public interface SealingConfig {
    /// Tink's JSON keyset, AES-256-GCM. The proxies need the same file.
    Optional<Path> keysetFile();
}
