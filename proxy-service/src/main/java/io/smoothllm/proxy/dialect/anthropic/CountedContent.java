package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.TokenQuestion.Content;

/// Everything in a request that a model reads. Nothing is refused here: a guess about what would
/// not be answered harms nobody.
final class CountedContent {
    /// A picture of the largest size that is not scaled down (width × height ÷ 750).
    private static final long IMAGE = 1_600;

    /// Of a PDF in base64: a page has some 50 KB and 2,000 tokens.
    private static final long BASE64_PER_TOKEN = 33;

    /// What is around a message or a tool.
    private static final long FRAME = 4;

    private final StringBuilder text = new StringBuilder();
    private long otherTokens;

    private CountedContent() {}

    static Content of(MessagesEnvelope envelope) {
        var root = Json.known(envelope.body());
        var counted = new CountedContent();
        counted.content(root.path("system"));
        for (var message : root.path("messages")) {
            counted.otherTokens += FRAME;
            counted.content(message.path("content"));
        }
        for (var tool : root.path("tools")) {
            counted.otherTokens += FRAME;
            counted.line(tool.path("name").asText());
            counted.line(tool.path("description").asText());
            counted.json(tool.path("input_schema"));
        }
        return new Content(counted.text, counted.otherTokens);
    }

    private void content(JsonNode content) {
        if (content.isTextual()) {
            line(content.textValue());
        }
        if (content.isArray()) {
            content.forEach(this::block);
        }
    }

    private void block(JsonNode block) {
        switch (block.path("type").asText()) {
            case "image" -> otherTokens += IMAGE;
            case "document" -> document(block.path("source"));
            case "tool_use" -> {
                line(block.path("name").asText());
                json(block.path("input"));
            }
            case "redacted_thinking" -> {} // nobody but Claude can read it
            default -> {
                line(block.path("text").asText());
                line(block.path("thinking").asText());
                content(block.path("content"));
            }
        }
        line(block.path("title").asText());
    }

    private void document(JsonNode source) {
        if (source.path("type").asText().equals("base64")) {
            otherTokens += source.path("data").asText().length() / BASE64_PER_TOKEN;
        } else {
            line(source.path("data").asText());
            content(source.path("content"));
        }
    }

    private void json(JsonNode json) {
        if (json.isObject()) {
            line(json.toString());
        }
    }

    private void line(String more) {
        if (!more.isEmpty()) {
            text.append(more).append('\n');
        }
    }
}
