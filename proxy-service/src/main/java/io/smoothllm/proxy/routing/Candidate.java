package io.smoothllm.proxy.routing;

import io.smoothllm.model.catalog.CatalogModel;

/// One provider that can answer a call, and its model for it.
///
/// @param priority lower is tried first
/// @param weight share among candidates of one priority
public record Candidate(Provider provider, CatalogModel model, int priority, int weight) {}
