package io.smoothllm.proxy.dialect;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/// Where and how a provider is asked.
///
/// @param path behind the provider's base URL, with its query
/// @param headers what the dialect wants besides the client's own: credential, versions
public record Endpoint(String path, Map<String, String> headers) {
    public Outgoing with(Buffer body) {
        return new Outgoing(path, headers, body, List.of());
    }

    /// The headers hold a credential.
    @Override
    public String toString() {
        return "Endpoint[" + path + "]";
    }
}
