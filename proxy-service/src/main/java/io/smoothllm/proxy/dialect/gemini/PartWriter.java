package io.smoothllm.proxy.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Part.Media;
import java.util.List;

/// Writes single parts of a `Content`.
final class PartWriter {
    private PartWriter() {}

    static ObjectNode text(String text, ArrayNode parts) {
        return parts.addObject().put("text", text);
    }

    static void media(Media media, ArrayNode parts) {
        switch (media) {
            case Media.Inline(var type, var base64) ->
                    parts.addObject()
                            .putObject("inlineData")
                            .put("mimeType", type)
                            .put("data", base64);
            case Media.Remote(var url) -> {
                var file = parts.addObject().putObject("fileData");
                var type = RemoteFile.mediaType(url);
                if (type != null) {
                    file.put("mimeType", type);
                }
                file.put("fileUri", url);
            }
        }
    }

    static ObjectNode call(Part.ToolCall call, ArrayNode parts) {
        var part = parts.addObject();
        part.putObject("functionCall")
                .put("id", call.id())
                .put("name", call.name())
                .putRawValue("args", new RawValue(call.arguments()));
        return part;
    }

    /// @param name of the function that was called
    /// @param shown pictures and documents in the result
    static void result(Part.ToolResult result, String name, List<Media> shown, ArrayNode parts) {
        var response =
                parts.addObject()
                        .putObject("functionResponse")
                        .put("id", result.callId())
                        .put("name", name);
        said(result, response.putObject("response"));
        if (!shown.isEmpty()) {
            var nested = response.putArray("parts");
            shown.forEach(media -> media(media, nested));
        }
    }

    /// `output` and `error` are the API's own words; their value may be any JSON, so several texts
    /// stay several.
    private static void said(Part.ToolResult result, ObjectNode response) {
        var texts =
                result.content().stream()
                        .filter(Part.Text.class::isInstance)
                        .map(part -> ((Part.Text) part).text())
                        .toList();
        var key = result.failed() ? "error" : "output";
        if (texts.size() > 1) {
            var several = response.putArray(key);
            texts.forEach(several::add);
        } else {
            response.put(key, texts.isEmpty() ? "" : texts.getFirst());
        }
    }
}
