package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.ToolArguments;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// `messages` in the neutral form. Tool messages in a row become one user message of results, as
/// every other dialect wants them.
final class ChatMessageReader {
    /// RFC 2397: a media type, perhaps parameters, and `;base64`; scheme and `base64` in any case.
    private static final Pattern DATA_URL =
            Pattern.compile("data:([^;,]*)((?:;[^;,]*)*?);base64,", Pattern.CASE_INSENSITIVE);

    private ChatMessageReader() {}

    static List<Message> read(JsonNode messages) {
        var read = new ArrayList<Message>();
        var results = new ArrayList<Part>();
        for (int i = 0; i < messages.size(); i++) {
            var message = messages.get(i);
            var at = "messages[" + i + "]";
            var role = message.path("role").asText();
            if (!role.equals("tool") && !results.isEmpty()) {
                read.add(new Message(Role.USER, List.copyOf(results)));
                results.clear();
            }
            switch (role) {
                case "system", "developer" ->
                        read.add(new Message(Role.SYSTEM, content(message, at)));
                case "user" -> read.add(new Message(Role.USER, content(message, at)));
                case "assistant" -> read.add(new Message(Role.ASSISTANT, assistant(message, at)));
                case "tool" -> results.add(result(message, at));
                default ->
                        throw invalid(
                                at + ".role",
                                "The role must be system, developer, user, assistant or tool.");
            }
        }
        if (!results.isEmpty()) {
            read.add(new Message(Role.USER, List.copyOf(results)));
        }
        return read;
    }

    static JsonNode cacheControl(JsonNode node) {
        var marker = node.path("cache_control");
        return marker.isObject() ? marker : null;
    }

    private static List<Part> assistant(JsonNode message, String at) {
        var parts = new ArrayList<Part>();
        thoughts(message.path("thinking_blocks"), parts);
        parts.addAll(content(message, at));
        if (message.path("refusal").isTextual()) {
            parts.add(new Part.Text(message.path("refusal").textValue(), null));
        }
        int index = 0;
        for (var call : message.path("tool_calls")) {
            parts.add(call(call, at + ".tool_calls[" + index++ + "]"));
        }
        return parts;
    }

    /// Only signed thoughts can go back to the model that had them.
    private static void thoughts(JsonNode blocks, List<Part> parts) {
        for (var block : blocks) {
            if (block.path("signature").isTextual()) {
                parts.add(
                        new Part.Thinking(
                                block.path("thinking").asText(),
                                Signature.parse(block.path("signature").textValue())));
            } else if (block.path("data").isTextual()) {
                parts.add(new Part.RedactedThinking(block.path("data").textValue()));
            }
        }
    }

    private static Part call(JsonNode call, String at) {
        var function = call.path("function");
        if (!call.path("id").isTextual() || !function.path("name").isTextual()) {
            throw invalid(at, "A tool call needs an id and a function with a name.");
        }
        return new Part.ToolCall(
                call.path("id").textValue(),
                function.path("name").textValue(),
                ToolArguments.checked(
                        function.path("arguments").asText(""), at + ".function.arguments"),
                cacheControl(call));
    }

    private static Part result(JsonNode message, String at) {
        if (!message.path("tool_call_id").isTextual()) {
            throw invalid(
                    at + ".tool_call_id", "A tool message needs the tool_call_id it answers.");
        }
        return new Part.ToolResult(
                message.path("tool_call_id").textValue(),
                content(message, at),
                false,
                cacheControl(message));
    }

    private static List<Part> content(JsonNode message, String at) {
        var content = message.path("content");
        if (content.isNull() || content.isMissingNode()) {
            return List.of();
        }
        if (content.isTextual()) {
            return content.textValue().isEmpty()
                    ? List.of()
                    : List.of(new Part.Text(content.textValue(), cacheControl(message)));
        }
        if (!content.isArray()) {
            throw invalid(at + ".content", "content must be a string or an array of parts.");
        }
        var parts = new ArrayList<Part>();
        for (int i = 0; i < content.size(); i++) {
            part(content.get(i), at + ".content[" + i + "]", parts);
        }
        return parts;
    }

    private static void part(JsonNode part, String at, List<Part> parts) {
        var cache = cacheControl(part);
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
                    throw new ProblemException(
                            new Problem.Unsupported(
                                    at + ".type", "This model does not take parts of this type."));
        }
    }

    private static void text(JsonNode text, String at, JsonNode cache, List<Part> parts) {
        if (!text.isTextual()) {
            throw invalid(at, "A text part needs text.");
        }
        if (!text.textValue().isEmpty()) {
            parts.add(new Part.Text(text.textValue(), cache));
        }
    }

    private static Part image(JsonNode url, String at, JsonNode cache) {
        if (!url.isTextual()) {
            throw invalid(at, "An image needs a url.");
        }
        var media = media(url.textValue(), at);
        return media instanceof Part.Media.Inline(var type, _) && type.equals("application/pdf")
                ? new Part.Document(media, null, cache)
                : new Part.Image(media, cache);
    }

    private static Part file(JsonNode file, String at, JsonNode cache) {
        if (!file.path("file_data").isTextual()) {
            throw new ProblemException(
                    new Problem.Unsupported(at, "This model takes files as file_data only."));
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
            throw invalid(at, "The url must be http(s) or a base64 data URL.");
        }
        return new Part.Media.Inline(
                data.group(1).toLowerCase(Locale.ROOT), url.substring(data.end()));
    }

    private static ProblemException invalid(String param, String message) {
        return new ProblemException(new Problem.InvalidRequest(param, message));
    }
}
