package io.smoothllm.proxy.dialect.anthropic;

import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Part.Media;
import io.smoothllm.proxy.dialect.Signature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `system` and `messages` in the neutral form (types `MessageParam` and `ContentBlockParam`).
final class ContentReader {
    private final List<Message> messages = new ArrayList<>();

    /// What blocks ask for and the neutral form has no word for, as `messages.<member>`.
    private final Set<String> ignored;

    ContentReader(Set<String> ignored) {
        this.ignored = ignored;
    }

    List<Message> read(Given system, Given conversation) {
        var instructions = texts(system);
        if (!instructions.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, instructions));
        }
        for (var message : conversation.elements()) {
            var content = message.member("content");
            if (content.isAbsent()) {
                throw content.invalid("Field required.");
            }
            switch (message.member("role").value().asText()) {
                case "user" -> messages.add(new Message(Role.USER, parts(content, Role.USER)));
                case "assistant" ->
                        messages.add(new Message(Role.ASSISTANT, parts(content, Role.ASSISTANT)));
                case "system" -> messages.add(new Message(Role.SYSTEM, texts(content)));
                default ->
                        throw message.member("role")
                                .invalid("The role must be user, assistant or system.");
            }
        }
        return messages;
    }

    /// A string, or blocks of text and nothing else.
    private List<Part> texts(Given content) {
        if (!content.isAbsent() && !content.value().isTextual()) {
            for (var block : content.elements()) {
                if (!block.type().equals("text")) {
                    throw block.member("type").invalid("A system prompt is made of text.");
                }
            }
        }
        return parts(content, Role.SYSTEM);
    }

    private List<Part> parts(Given content, Role role) {
        if (content.isAbsent()) {
            return List.of();
        }
        if (content.value().isTextual()) {
            return content.value().textValue().isEmpty()
                    ? List.of()
                    : List.of(new Part.Text(content.value().textValue(), null));
        }
        var parts = new ArrayList<Part>();
        content.elements().forEach(block -> part(block, role, parts));
        return parts;
    }

    private void part(Given block, Role role, List<Part> parts) {
        var cache = block.cacheControl();
        switch (block.type()) {
            case "text" -> text(block.member("text").requiredText(), block, parts);
            case "image" -> parts.add(new Part.Image(image(block), cache));
            case "document" -> document(block, parts);
            case "search_result" -> text(searchResult(block), block, parts);
            case "tool_use" -> parts.add(call(only(Role.ASSISTANT, role, block)));
            case "tool_result" -> parts.add(result(only(Role.USER, role, block)));
            case "thinking" -> parts.add(thinking(only(Role.ASSISTANT, role, block)));
            case "redacted_thinking" ->
                    parts.add(
                            new Part.RedactedThinking(
                                    only(Role.ASSISTANT, role, block)
                                            .member("data")
                                            .requiredText()));
            default ->
                    throw block.member("type")
                            .unsupported(
                                    "This model does not take blocks of type '"
                                            + block.type()
                                            + "'.");
        }
    }

    private static Given only(Role expected, Role role, Given block) {
        if (role != expected) {
            throw block.member("type")
                    .invalid(
                            "Blocks of this type belong into messages of role "
                                    + expected.name().toLowerCase(Locale.ROOT)
                                    + ".");
        }
        return block;
    }

    private static void text(String text, Given block, List<Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text, block.cacheControl()));
        }
    }

    private Media image(Given block) {
        ignore(block, "transformations");
        var source = block.member("source");
        return switch (source.type()) {
            case "base64" -> inline(source);
            case "url" -> remote(source);
            case "file" -> throw uploaded(source);
            default -> throw source.member("type").invalid("This must be base64, url or file.");
        };
    }

    /// A title stays with the document; what else is said about it goes before it as text.
    private void document(Given block, List<Part> parts) {
        if (block.member("citations").member("enabled").value().asBoolean()) {
            ignored.add("messages.citations");
        }
        var context = block.member("context").text();
        if (context != null && !context.isEmpty()) {
            parts.add(new Part.Text(context, null));
        }
        var title = block.member("title").text();
        var source = block.member("source");
        switch (source.type()) {
            case "base64" ->
                    parts.add(new Part.Document(inline(source), title, block.cacheControl()));
            case "url" -> parts.add(new Part.Document(remote(source), title, block.cacheControl()));
            case "text" ->
                    parts.add(new Part.Document(plainText(source), title, block.cacheControl()));
            case "content" -> unfolded(block, title, parts);
            case "file" -> throw uploaded(source);
            default ->
                    throw source.member("type")
                            .invalid("This must be base64, text, content, url or file.");
        }
    }

    /// A document made of blocks is those blocks; the marker for the whole belongs to the last.
    private void unfolded(Given block, String title, List<Part> parts) {
        var blocks = new ArrayList<Part>();
        if (title != null && !title.isEmpty()) {
            blocks.add(new Part.Text(title, null));
        }
        for (var part : parts(block.member("source").member("content"), Role.USER)) {
            switch (part) {
                case Part.Text _, Part.Image _ -> blocks.add(part);
                default ->
                        throw block.member("source")
                                .member("content")
                                .invalid("A document's content is made of text and images.");
            }
        }
        if (!blocks.isEmpty() && block.cacheControl() != null) {
            blocks.set(blocks.size() - 1, marked(blocks.getLast(), block));
        }
        parts.addAll(blocks);
    }

    private static Part marked(Part last, Given block) {
        return last instanceof Part.Image(var media, _)
                ? new Part.Image(media, block.cacheControl())
                : new Part.Text(((Part.Text) last).text(), block.cacheControl());
    }

    private static Media inline(Given source) {
        return new Media.Inline(
                source.member("media_type").requiredText().toLowerCase(Locale.ROOT),
                source.member("data").requiredText());
    }

    private static Media plainText(Given source) {
        var text = source.member("data").requiredText().getBytes(StandardCharsets.UTF_8);
        return new Media.Inline("text/plain", Base64.getEncoder().encodeToString(text));
    }

    private static Media remote(Given source) {
        var url = source.member("url").requiredText();
        if (!url.regionMatches(true, 0, "http://", 0, 7)
                && !url.regionMatches(true, 0, "https://", 0, 8)) {
            throw source.member("url").invalid("The url must be http(s).");
        }
        return new Media.Remote(url);
    }

    private static RuntimeException uploaded(Given source) {
        return source.unsupported("This model cannot see files uploaded to Anthropic.");
    }

    /// Found by the client's own search; a model reads where it comes from before what it says.
    private static String searchResult(Given block) {
        var text = new StringBuilder();
        text.append(block.member("title").requiredText()).append('\n');
        text.append(block.member("source").requiredText()).append('\n');
        for (var found : block.member("content").elements()) {
            text.append('\n').append(found.member("text").requiredText());
        }
        return text.toString();
    }

    private static Part call(Given block) {
        var input = block.member("input");
        if (!input.isAbsent() && !input.value().isObject()) {
            throw input.invalid("The input must be an object.");
        }
        return new Part.ToolCall(
                block.member("id").requiredText(),
                block.member("name").requiredText(),
                input.isAbsent() ? "{}" : input.value().toString(),
                block.cacheControl());
    }

    private Part result(Given block) {
        var content = block.member("content");
        if (!content.isAbsent() && !content.value().isTextual()) {
            for (var part : content.elements()) {
                switch (part.type()) {
                    case "text", "image", "document", "search_result" -> {}
                    default ->
                            throw part.member("type")
                                    .unsupported(
                                            "This model does not take tool results of type '"
                                                    + part.type()
                                                    + "'.");
                }
            }
        }
        return new Part.ToolResult(
                block.member("tool_use_id").requiredText(),
                parts(content, Role.USER),
                Boolean.TRUE.equals(block.member("is_error").flag()),
                block.cacheControl());
    }

    /// The signature is empty where the provider of that turn did not sign.
    private static Part thinking(Given block) {
        var signature = block.member("signature").text();
        return new Part.Thinking(
                block.member("thinking").requiredText(),
                signature == null || signature.isEmpty() ? null : Signature.parse(signature));
    }

    private void ignore(Given block, String member) {
        if (!block.member(member).isAbsent()) {
            ignored.add("messages." + member);
        }
    }
}
