package io.smoothllm.testing.simulator.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.Completion;
import io.smoothllm.testing.simulator.mind.Completion.ToolCall;
import io.smoothllm.testing.simulator.mind.Directions;
import io.smoothllm.testing.simulator.mind.TokenRule;
import io.smoothllm.testing.simulator.wire.Fragments;
import io.smoothllm.testing.simulator.wire.Frame;
import io.smoothllm.testing.simulator.wire.Ids;
import io.smoothllm.testing.simulator.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A message as events: `message_start` with the input's usage, every block from start to stop (a
/// `ping` after the first start), `message_delta` with the usage since the beginning, and
/// `message_stop`.
final class MessageStream {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String model;
    private final Completion completion;
    private final Usage usage;
    private final Directions directions;
    private final List<Frame> frames = new ArrayList<>();
    private int index;
    private long output;

    MessageStream(String model, Completion completion, Usage usage, Directions directions) {
        this.model = model;
        this.completion = completion;
        this.usage = usage;
        this.directions = directions;
    }

    List<Frame> frames() {
        start();
        if (completion.thinking() != null) {
            thinking();
        }
        if (completion.text() != null && !completion.text().isEmpty()) {
            text();
        }
        completion.calls().forEach(this::toolUse);
        end();
        return frames;
    }

    private void start() {
        var message = MessageAnswer.envelope(model);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        if (directions.usage()) {
            message.set("usage", usage.atStart(1));
        }
        var event = event("message_start");
        event.set("message", message);
        add(event);
    }

    private void thinking() {
        var block = NODES.objectNode().put("type", "thinking");
        blockStart(block.put("thinking", "").put("signature", ""));
        long bytes = 0;
        for (var word : Fragments.words(completion.thinking())) {
            bytes += TokenRule.utf8Length(word);
            output = TokenRule.ofBytes(bytes);
            delta(NODES.objectNode().put("type", "thinking_delta").put("thinking", word), false);
        }
        var signature = Signature.of(completion.thinking());
        delta(NODES.objectNode().put("type", "signature_delta").put("signature", signature), false);
        blockStop();
    }

    private void text() {
        blockStart(NODES.objectNode().put("type", "text").put("text", ""));
        long before = output;
        long bytes = 0;
        for (var word : Fragments.words(completion.text())) {
            bytes += TokenRule.utf8Length(word);
            output = before + TokenRule.ofBytes(bytes);
            delta(NODES.objectNode().put("type", "text_delta").put("text", word), false);
        }
        blockStop();
    }

    /// A call without arguments has no fragment but the empty one.
    private void toolUse(ToolCall call) {
        var block =
                NODES.objectNode()
                        .put("type", "tool_use")
                        .put("id", Ids.next("toolu_", 24))
                        .put("name", call.name());
        block.putObject("input");
        blockStart(block);
        json("");
        long before = output;
        long bytes = 0;
        if (!call.arguments().equals("{}")) {
            for (var piece : Fragments.awkward(call.arguments())) {
                bytes += TokenRule.utf8Length(piece);
                output = before + TokenRule.ofBytes(bytes);
                json(piece);
            }
        }
        output = before + TokenRule.of(call.arguments());
        blockStop();
    }

    private void json(String piece) {
        var delta = NODES.objectNode().put("type", "input_json_delta");
        delta(delta.put("partial_json", piece), true);
    }

    private void end() {
        var event = event("message_delta");
        event.putObject("delta")
                .put("stop_reason", MessageAnswer.stopReason(completion.stop()))
                .put("stop_sequence", completion.stopSequence());
        if (directions.usage()) {
            event.set("usage", usage.cumulative());
        }
        add(event);
        if (directions.end()) {
            add(event("message_stop"));
        }
    }

    private void blockStart(ObjectNode block) {
        var event = event("content_block_start").put("index", index);
        event.set("content_block", block);
        add(event);
        if (index == 0) {
            add(event("ping"));
        }
    }

    private void delta(ObjectNode delta, boolean split) {
        var event = event("content_block_delta").put("index", index);
        event.set("delta", delta);
        frames.add(frame(event, served(), split));
    }

    private void blockStop() {
        add(event("content_block_stop").put("index", index++));
    }

    private static ObjectNode event(String type) {
        return NODES.objectNode().put("type", type);
    }

    private void add(ObjectNode event) {
        frames.add(frame(event, served(), false));
    }

    private TokenCounts served() {
        return usage.served(output, completion.thinkingTokens());
    }

    /// The name stands twice, in the `event:` line and in the data.
    static Frame frame(ObjectNode event, TokenCounts served, boolean split) {
        var lines = new ByteArrayOutputStream();
        var name = "event: " + event.path("type").asText() + "\ndata: ";
        lines.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        lines.writeBytes(Json.write(event));
        lines.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return new Frame(lines.toByteArray(), served, split);
    }
}
