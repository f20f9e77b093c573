package io.smoothllm.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// One piece of a message.
///
/// `cacheControl` is a prompt-cache marker, carried verbatim with its lifetime; null = none.
public sealed interface Part {
    record Text(String text, JsonNode cacheControl) implements Part {}

    record Image(Media media, JsonNode cacheControl) implements Part {}

    /// @param filename null when not given
    record Document(Media media, String filename, JsonNode cacheControl) implements Part {}

    /// @param arguments a JSON object as text, spelled as the model spelled it
    record ToolCall(String id, String name, String arguments) implements Part {}

    record ToolResult(String callId, List<Part> content, JsonNode cacheControl) implements Part {}

    /// @param signature proves the thought is the model's own; without it nobody takes it back
    record Thinking(String text, String signature) implements Part {}

    record RedactedThinking(String data) implements Part {}

    /// Where the bytes are.
    sealed interface Media {
        /// @param base64 the bytes, standard alphabet
        record Inline(String mediaType, String base64) implements Media {}

        record Remote(String url) implements Media {}
    }
}
