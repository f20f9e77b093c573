package io.smoothllm.provider.provider;

import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.sealing.ApiKey;
import io.smoothllm.provider.upstream.BaseUrl;
import java.util.List;
import java.util.Map;

/// What it takes to call a provider.
///
/// @param apiKey null when it wants none
/// @param models upstream names
public record Upstream(
        Dialect dialect,
        BaseUrl baseUrl,
        ApiKey apiKey,
        Map<String, String> headers,
        List<String> models) {}
