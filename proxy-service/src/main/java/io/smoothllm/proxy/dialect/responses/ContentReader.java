package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.MediaUrl;
import io.smoothllm.proxy.dialect.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The content of a message or of a tool's output: a string or parts.
final class ContentReader {
    /// What a file without a data URL is, by the end of its name.
    private static final Map<String, String> MEDIA_TYPES =
            Map.of(".pdf", "application/pdf", ".txt", "text/plain");

    private static final JsonNode MARKER = Json.MAPPER.createObjectNode().put("type", "ephemeral");

    private ContentReader() {}

    static List<Part> read(Fields item, String name) {
        var content = item.node(name);
        if (content.isMissingNode()) {
            throw item.invalid(name, "is missing.");
        }
        if (content.isTextual()) {
            return content.textValue().isEmpty()
                    ? List.of()
                    : List.of(new Part.Text(content.textValue(), null));
        }
        if (!content.isArray()) {
            throw item.invalid(name, "must be a string or an array of parts.");
        }
        var parts = new ArrayList<Part>();
        for (int i = 0; i < content.size(); i++) {
            part(new Fields(content.get(i), item.path() + name + "[" + i + "]."), parts);
        }
        return parts;
    }

    /// Anthropic's marker, which some clients send here too, or OpenAI's own, which means the same.
    static JsonNode cacheControl(JsonNode node) {
        if (node.path("cache_control").isObject()) {
            return node.path("cache_control");
        }
        return node.path("prompt_cache_breakpoint").isObject() ? MARKER : null;
    }

    private static void part(Fields part, List<Part> parts) {
        var type = part.text("type");
        switch (type == null ? "" : type) {
            case "input_text", "output_text" -> text(part, "text", parts);
            case "refusal" -> text(part, "refusal", parts);
            case "input_image" -> parts.add(image(part));
            case "input_file" -> parts.add(file(part));
            default ->
                    throw part.unsupported("type", "This model does not take parts of this type.");
        }
    }

    private static void text(Fields part, String name, List<Part> parts) {
        var text = part.needed(name);
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text, cacheControl(part.object())));
        }
    }

    private static Part image(Fields part) {
        refuseStored(part);
        var media = media(part, "image_url", part.needed("image_url"));
        var cache = cacheControl(part.object());
        return media instanceof Part.Media.Inline(var type, _) && type.equals("application/pdf")
                ? new Part.Document(media, null, cache)
                : new Part.Image(media, cache);
    }

    private static Part file(Fields part) {
        refuseStored(part);
        var name = part.text("filename");
        var media =
                part.has("file_url")
                        ? media(part, "file_url", part.needed("file_url"))
                        : bytes(part, part.needed("file_data"), name);
        return new Part.Document(media, name, cacheControl(part.object()));
    }

    private static void refuseStored(Fields part) {
        if (part.has("file_id")) {
            throw part.unsupported(
                    "file_id", "This model's provider stores no files; send the file itself.");
        }
    }

    /// A data URL, or base64 alone as the types describe it.
    private static Part.Media bytes(Fields part, String data, String name) {
        if (data.regionMatches(true, 0, "data:", 0, 5)) {
            return media(part, "file_data", data);
        }
        int dot = name == null ? -1 : name.lastIndexOf('.');
        var type = dot < 0 ? null : MEDIA_TYPES.get(name.substring(dot).toLowerCase(Locale.ROOT));
        if (type == null) {
            throw part.invalid("file_data", "must be a base64 data URL.");
        }
        return new Part.Media.Inline(type, data);
    }

    private static Part.Media media(Fields part, String name, String url) {
        var media = MediaUrl.read(url);
        if (media == null) {
            throw part.invalid(name, "must be an http(s) or a base64 data URL.");
        }
        return media;
    }
}
