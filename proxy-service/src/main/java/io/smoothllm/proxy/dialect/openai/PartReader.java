package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The `content` of a message: nothing, a string, or an array of parts.
final class PartReader {
    /// RFC 2397: a media type, perhaps parameters, and `;base64`; scheme and `base64` in any case.
    private static final Pattern DATA_URL =
            Pattern.compile("data:([^;,]*)((?:;[^;,]*)*?);base64,", Pattern.CASE_INSENSITIVE);

    private PartReader() {}

    static List<Part> content(JsonNode message, String at) {
        var content = message.path("content");
        if (content.isNull() || content.isMissingNode()) {
            return List.of();
        }
        if (content.isTextual()) {
            return content.textValue().isEmpty()
                    ? List.of()
                    : List.of(
                            new Part.Text(
                                    content.textValue(), ChatMessageReader.cacheControl(message)));
        }
        if (!content.isArray()) {
            throw Refusals.invalid(
                    at + ".content", "content must be a string or an array of parts.");
        }
        var parts = new ArrayList<Part>();
        for (int i = 0; i < content.size(); i++) {
            part(content.get(i), at + ".content[" + i + "]", parts);
        }
        return parts;
    }

    private static void part(JsonNode part, String at, List<Part> parts) {
        var cache = ChatMessageReader.cacheControl(part);
        switch (part.path("type").asText()) {
            case "text" -> text(part.path("text"), at + ".text", cache, parts);
            case "refusal" -> text(part.path("refusal"), at + ".refusal", cache, parts);
            case "image_url" ->
                    parts.add(
                            image(
                                    part.path("image_url").path("url"),
                                    at + ".image_url.url",
                                    cache));
            case "file" -> parts.add(file(part.path("file"), at + ".file", cache));
            default ->
                    throw Refusals.unsupported(
                            at + ".type", "This model does not take parts of this type.");
        }
    }

    private static void text(JsonNode text, String at, JsonNode cache, List<Part> parts) {
        if (!text.isTextual()) {
            throw Refusals.invalid(at, "A text part needs text.");
        }
        if (!text.textValue().isEmpty()) {
            parts.add(new Part.Text(text.textValue(), cache));
        }
    }

    private static Part image(JsonNode url, String at, JsonNode cache) {
        if (!url.isTextual()) {
            throw Refusals.invalid(at, "An image needs a url.");
        }
        var media = media(url.textValue(), at);
        return media instanceof Part.Media.Inline(var type, _) && type.equals("application/pdf")
                ? new Part.Document(media, null, cache)
                : new Part.Image(media, cache);
    }

    private static Part file(JsonNode file, String at, JsonNode cache) {
        if (!file.path("file_data").isTextual()) {
            throw Refusals.unsupported(at, "This model takes files as file_data only.");
        }
        return new Part.Document(
                media(file.path("file_data").textValue(), at + ".file_data"),
                file.path("filename").asText(null),
                cache);
    }

    private static Part.Media media(String url, String at) {
        if (url.regionMatches(true, 0, "http://", 0, 7)
                || url.regionMatches(true, 0, "https://", 0, 8)) {
            return new Part.Media.Remote(url);
        }
        var data = DATA_URL.matcher(url);
        if (!data.lookingAt()) {
            throw Refusals.invalid(at, "The url must be http(s) or a base64 data URL.");
        }
        return new Part.Media.Inline(
                data.group(1).toLowerCase(Locale.ROOT), url.substring(data.end()));
    }
}
