package io.smoothllm.keys.account;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// The account that is made when there is none at all. Later starts ignore it.
@ConfigMapping(prefix = "smoothllm.admin")
public interface FirstAdminConfig {
    Optional<String> email();

    /// 12 to 128 characters.
    Optional<String> password();
}
