package io.smoothllm.provider.provider;

import io.smoothllm.model.catalog.Dialect;
import java.util.UUID;

/// Which providers to list. Everything but `limit` may be null.
///
/// @param text part of the name or the base URL
/// @param after the last id of the page before
record ProviderFilter(String text, Dialect dialect, Boolean enabled, UUID after, int limit) {}
