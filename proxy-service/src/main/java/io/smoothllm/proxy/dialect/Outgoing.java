package io.smoothllm.proxy.dialect;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/// A request for a provider.
///
/// @param path behind the provider's base URL, with its query
/// @param headers what the dialect wants besides the client's own: credential, versions
/// @param ignored hints of the client that this provider's dialect has no word for, by the names
///     of the neutral form (OpenAI's, where it has one); the client is told
public record Outgoing(
        String path, Map<String, String> headers, Buffer body, List<String> ignored) {
    /// The headers hold a credential.
    @Override
    public String toString() {
        return "Outgoing[" + path + ", " + body.length() + " bytes]";
    }
}
