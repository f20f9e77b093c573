package io.smoothllm.provider.preset;

import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.model.catalog.Dialect;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A provider that is known by name.
///
/// @param baseUrl null = every account has its own
/// @param baseUrlHint how that one looks, or what to mind about the usual one; null = nothing
/// @param keyVariable of the environment, as the provider's own SDK or documentation names it; null
///     = it has no key
/// @param keyRequired false = it may run without
/// @param docs what its API is, in its own words
public record Preset(
        String name,
        String displayName,
        Dialect dialect,
        @Nullable URI baseUrl,
        @Nullable String baseUrlHint,
        @Nullable String keyVariable,
        boolean keyRequired,
        URI docs,
        Compatibility compatibility) {}
