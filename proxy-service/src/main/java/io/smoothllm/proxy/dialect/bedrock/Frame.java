package io.smoothllm.proxy.dialect.bedrock;

import java.util.Map;

/// One message of an event stream.
///
/// @param headers those that are strings
/// @param bytes where its payload is, valid until the reader goes on
record Frame(Map<String, String> headers, byte[] bytes, int from, int length) {
    boolean isEvent() {
        return "event".equals(headers.get(":message-type"));
    }

    /// What the service foresaw going wrong; anything else that is no event is an error nobody
    /// foresaw.
    boolean isException() {
        return "exception".equals(headers.get(":message-type"));
    }

    /// Empty when it has none.
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
