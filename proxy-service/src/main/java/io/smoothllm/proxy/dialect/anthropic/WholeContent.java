package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.smoothllm.proxy.dialect.Json;

/// The `content` of a whole message (type `ContentBlock`).
final class WholeContent implements AnswerBlocks.Sink {
    private final ArrayNode blocks = Json.MAPPER.createArrayNode();
    private final StringBuilder text = new StringBuilder();

    ArrayNode blocks() {
        return blocks;
    }

    @Override
    public void started(AnswerBlocks.Block block) {
        text.setLength(0);
    }

    @Override
    public void added(AnswerBlocks.Block block, String more) {
        text.append(more);
    }

    /// A call that was cut off has no input that could be shown.
    @Override
    public void stopped(AnswerBlocks.Block block) {
        if (!block.isCut()) {
            blocks.add(
                    block(
                            block,
                            text.toString(),
                            block.signature() == null ? "" : block.signature()));
        }
    }

    /// @param text all of it; in a stream nothing, as it starts
    /// @param signature of a thought, which clients expect to be there; empty = none, or to come
    static ObjectNode block(AnswerBlocks.Block block, String text, String signature) {
        var json = Json.MAPPER.createObjectNode();
        return switch (block.kind()) {
            case TEXT, REFUSAL -> json.put("type", "text").put("text", text);
            case THINKING ->
                    json.put("type", "thinking").put("thinking", text).put("signature", signature);
            case REDACTED_THINKING -> json.put("type", "redacted_thinking").put("data", block.id());
            case CALL ->
                    json.put("type", "tool_use")
                            .put("id", block.id())
                            .put("name", block.name())
                            .putRawValue("input", new RawValue(text.isBlank() ? "{}" : text));
        };
    }
}
