package io.smoothllm.provider.connectivity;

import io.smoothllm.provider.upstream.BaseUrl;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// A request to a provider.
///
/// @param target where to connect
/// @param path with query
/// @param headers the key among them
/// @param body JSON to POST; null = GET
record Call(BaseUrl target, String path, Map<String, String> headers, String body) {
    /// @param more take the place of those of the same name
    Call with(Map<String, String> more) {
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.putAll(more);
        return new Call(target, path, new HashMap<>(all), body);
    }

    /// Without the headers.
    @Override
    public String toString() {
        return "Call[" + (body == null ? "GET " : "POST ") + target.uri() + path + "]";
    }
}
