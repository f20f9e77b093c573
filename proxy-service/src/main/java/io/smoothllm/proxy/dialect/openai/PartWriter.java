package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Writes the `content` of a message: a string when there is one text or none, else an array of
/// parts.
final class PartWriter {
    private boolean cacheControl;

    boolean leftOutCacheControl() {
        return cacheControl;
    }

    void noteCacheControl(JsonNode marker) {
        cacheControl |= marker != null;
    }

    /// Whether there is nothing to be said.
    static boolean isNothing(List<Part> parts) {
        return parts.stream().noneMatch(PartWriter::isSaid);
    }

    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    void content(List<Part> parts, ObjectNode message) {
        var said = parts.stream().filter(PartWriter::isSaid).toList();
        if (said.isEmpty()) {
            message.put("content", "");
        } else if (said.size() == 1 && said.getFirst() instanceof Part.Text(var text, var cache)) {
            noteCacheControl(cache);
            message.put("content", text);
        } else {
            var content = message.putArray("content");
            said.forEach(part -> part(part, content));
        }
    }

    private static boolean isSaid(Part part) {
        return !(part instanceof Part.Text(var text, _) && text.isEmpty());
    }

    private void part(Part part, ArrayNode content) {
        switch (part) {
            case Part.Text(var text, var cache) -> {
                noteCacheControl(cache);
                text(text, content);
            }
            case Part.Image(var media, var cache) -> {
                noteCacheControl(cache);
                content.addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .put("url", url(media));
            }
            case Part.Document(var media, var filename, var cache) -> {
                noteCacheControl(cache);
                document(media, filename, content);
            }
            case Part.ToolCall _, Part.ToolResult _, Part.Thinking _, Part.RedactedThinking _ ->
                    throw new IllegalStateException("Has a place of its own");
        }
    }

    /// A file has a name in practice, and no address of its own; plain text is no file.
    private static void document(Part.Media media, String filename, ArrayNode content) {
        switch (media) {
            case Part.Media.Remote _ ->
                    throw new ProblemException(
                            new Problem.Unsupported(
                                    "messages",
                                    "This model takes documents as data, not by their address."));
            case Part.Media.Inline(var type, var base64) when type.startsWith("text/") ->
                    text((filename == null ? "" : filename + "\n\n") + decoded(base64), content);
            case Part.Media.Inline(var type, _) -> {
                var name = type.equals("application/pdf") ? "document.pdf" : "document";
                content.addObject()
                        .put("type", "file")
                        .putObject("file")
                        .put("filename", filename == null ? name : filename)
                        .put("file_data", url(media));
            }
        }
    }

    private static void text(String text, ArrayNode content) {
        content.addObject().put("type", "text").put("text", text);
    }

    private static String url(Part.Media media) {
        return switch (media) {
            case Part.Media.Remote(var url) -> url;
            case Part.Media.Inline(var type, var base64) -> "data:" + type + ";base64," + base64;
        };
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    new Problem.InvalidRequest("messages", "A file's data is not base64."));
        }
    }
}
