package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Signed thoughts, for which OpenAI has no place. Two extensions are in use, and we speak both:
/// `thinking_blocks` of a message, in Anthropic's words (as LiteLLM has it), and
/// `extra_content.google.thought_signature` of a tool call (as Google's own OpenAI surface
/// documents it).
final class ThinkingBlocks {
    /// @param text may be empty
    /// @param signature null = none
    /// @param redacted null = it is none of those
    record Block(String text, Signature signature, String redacted) {
        boolean hasText() {
            return !text.isEmpty();
        }
    }

    private ThinkingBlocks() {}

    static List<Block> of(JsonNode message) {
        var blocks = new ArrayList<Block>();
        for (var block : message.path("thinking_blocks")) {
            var data = JsonText.of(block.path("data"));
            var text = block.path("thinking").asText("");
            var signature = JsonText.of(block.path("signature"));
            if (data != null) {
                blocks.add(new Block("", null, data));
            } else if (!text.isEmpty() || signature != null) {
                blocks.add(
                        new Block(
                                text, signature == null ? null : Signature.parse(signature), null));
            }
        }
        return blocks;
    }

    /// Those whose signature one of the calls bears as well.
    static Map<Signature, Block> ofCalls(List<Block> blocks, JsonNode calls) {
        var found = new HashMap<Signature, Block>();
        for (var call : calls) {
            var signature = signatureOf(call);
            if (signature != null) {
                blocks.stream()
                        .filter(block -> signature.equals(block.signature()))
                        .findFirst()
                        .ifPresent(block -> found.put(signature, block));
            }
        }
        return found;
    }

    /// @return null when the tool call bears none
    static Signature signatureOf(JsonNode call) {
        var value =
                JsonText.of(call.path("extra_content").path("google").path("thought_signature"));
        return value == null ? null : new Signature(Signature.Maker.GEMINI, value);
    }

    static void sign(ObjectNode call, Signature signature) {
        call.putObject("extra_content")
                .putObject("google")
                .put("thought_signature", signature.value());
    }

    static void thinking(ArrayNode blocks, String text, Signature signature) {
        blocks.addObject()
                .put("type", "thinking")
                .put("thinking", text)
                .put("signature", signature.opaque());
    }

    static void redacted(ArrayNode blocks, String data) {
        blocks.addObject().put("type", "redacted_thinking").put("data", data);
    }
}
