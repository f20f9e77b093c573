package io.smoothllm.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// One piece of a message.
///
/// `cacheControl` is a prompt-cache marker, `{"type":"ephemeral"}` perhaps with a `ttl`, carried
/// verbatim; null = none.
public sealed interface Part {
    record Text(String text, JsonNode cacheControl) implements Part {}

    record Image(Media media, JsonNode cacheControl) implements Part {}

    /// @param filename null when not given
    record Document(Media media, String filename, JsonNode cacheControl) implements Part {}

    /// @param arguments a JSON object as text, spelled as the model spelled it
    record ToolCall(String id, String name, String arguments, JsonNode cacheControl)
            implements Part {}

    /// @param failed the tool said that it failed
    record ToolResult(String callId, List<Part> content, boolean failed, JsonNode cacheControl)
            implements Part {}

    /// @param text may be empty: a bare signature belongs to the part behind it
    /// @param signature without one only providers that ask for it get the thought back; null =
    ///     none
    record Thinking(String text, Signature signature) implements Part {}

    record RedactedThinking(String data) implements Part {}

    /// Where the bytes are.
    sealed interface Media {
        /// @param mediaType lower case
        /// @param base64 the bytes, standard alphabet
        record Inline(String mediaType, String base64) implements Media {}

        /// @param url http or https
        record Remote(String url) implements Media {}
    }
}
