package io.smoothllm.provider.provider;

import io.smoothllm.provider.ownership.Owner;
import java.util.List;
import java.util.UUID;

/// Who builds on a provider. Routes answer, without providers knowing of them.
public interface ProviderUse {
    /// @param alias of the route
    /// @param model the route's name for the provider's model
    record Use(String alias, Owner owner, String model) {}

    List<Use> usesOf(UUID provider);
}
