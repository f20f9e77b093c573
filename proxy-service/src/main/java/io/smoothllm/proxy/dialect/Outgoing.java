package io.smoothllm.proxy.dialect;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/// A request for a provider.
///
/// @param path behind the provider's base URL, with its query
/// @param headers what the dialect wants besides the client's own: credential, versions
public record Outgoing(String path, Map<String, String> headers, Buffer body) {
    /// The headers hold a credential.
    @Override
    public String toString() {
        return "Outgoing[" + path + ", " + body.length() + " bytes]";
    }
}
