package io.smoothllm.provider.provider;

import java.util.UUID;
import java.util.function.Predicate;

/// A provider that a route may name.
///
/// @param serves whether the route may name that model of it
public record UsableProvider(UUID id, Predicate<String> serves) {}
