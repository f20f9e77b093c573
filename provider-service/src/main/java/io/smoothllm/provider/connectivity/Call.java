package io.smoothllm.provider.connectivity;

import io.smoothllm.provider.upstream.BaseUrl;
import java.util.Map;

/// A request to a provider.
///
/// @param target where to connect
/// @param path with query
/// @param headers the key among them
/// @param body JSON to POST; null = GET
record Call(BaseUrl target, String path, Map<String, String> headers, String body) {
    /// Without the headers.
    @Override
    public String toString() {
        return "Call[" + (body == null ? "GET " : "POST ") + target.uri() + path + "]";
    }
}
