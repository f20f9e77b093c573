package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.ArrayList;
import java.util.List;

/// A chat answer as chunks: the role first, then the content, a chunk that only says why it ended,
/// the usage if it was asked for (`choices` is empty in it, `usage` is null in all others), and
/// `[DONE]`.
final class ChatStream {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ChatRequest request;
    private final Completion completion;
    private final TokenCounts tokens;
    private final Directions directions;
    private final ObjectNode envelope;
    private final List<Frame> frames = new ArrayList<>();
    private long output;

    ChatStream(
            ChatRequest request, Completion completion, TokenCounts tokens, Directions directions) {
        this.request = request;
        this.completion = completion;
        this.tokens = tokens;
        this.directions = directions;
        this.envelope = ChatAnswer.envelope("chat.completion.chunk", request.model());
    }

    List<Frame> frames() {
        for (int choice = 0; choice < request.choices(); choice++) {
            choice(choice);
        }
        if (tellsUsage()) {
            var chunk = envelope.deepCopy();
            chunk.putArray("choices");
            chunk.set("usage", ChatAnswer.usage(tokens));
            frames.add(Events.data(Json.write(chunk), served(), false));
        }
        if (directions.end()) {
            frames.add(Events.done(served()));
        }
        return frames;
    }

    private boolean tellsUsage() {
        return request.wantsUsage() && directions.usage();
    }

    private void choice(int choice) {
        var role = NODES.objectNode().put("role", "assistant");
        var calls = completion.calls();
        if (calls.size() == 1 && completion.text() == null) {
            // As the real one does: the only call begins in the chunk of the role.
            role.putNull("content").set("tool_calls", callStart(0, calls.getFirst()));
            role.putNull("refusal");
            delta(choice, role);
            output += completion.thinkingTokens();
            arguments(choice, 0, calls.getFirst());
        } else {
            role.put("content", completion.text() == null ? null : "").putNull("refusal");
            delta(choice, role);
            output += completion.thinkingTokens();
            content(choice);
            for (int i = 0; i < calls.size(); i++) {
                var start = NODES.objectNode();
                start.set("tool_calls", callStart(i, calls.get(i)));
                delta(choice, start);
                arguments(choice, i, calls.get(i));
            }
        }
        chunk(choice, NODES.objectNode(), ChatAnswer.finishReason(completion.stop()), false);
    }

    private void content(int choice) {
        if (completion.text() == null) {
            return;
        }
        long before = output;
        long bytes = 0;
        for (var word : Fragments.words(completion.text())) {
            bytes += TokenRule.utf8Length(word);
            output = before + TokenRule.ofBytes(bytes);
            delta(choice, NODES.objectNode().put("content", word));
        }
    }

    private static ArrayNode callStart(int i, ToolCall call) {
        var calls = NODES.arrayNode();
        calls.addObject()
                .put("index", i)
                .put("id", Ids.next("call_", 24))
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", "");
        return calls;
    }

    private void arguments(int choice, int i, ToolCall call) {
        long before = output;
        long bytes = 0;
        for (var piece : Fragments.awkward(call.arguments())) {
            bytes += TokenRule.utf8Length(piece);
            output = before + TokenRule.ofBytes(bytes);
            var delta = NODES.objectNode();
            delta.putArray("tool_calls")
                    .addObject()
                    .put("index", i)
                    .putObject("function")
                    .put("arguments", piece);
            chunk(choice, delta, null, true);
        }
    }

    private void delta(int choice, ObjectNode delta) {
        chunk(choice, delta, null, false);
    }

    private void chunk(int index, ObjectNode delta, String finishReason, boolean split) {
        var chunk = envelope.deepCopy();
        var choice = chunk.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (tellsUsage()) {
            chunk.putNull("usage");
        }
        frames.add(Events.data(Json.write(chunk), served(), split));
    }

    private TokenCounts served() {
        long reasoning = Math.min(output, tokens.reasoning());
        return new TokenCounts(tokens.input(), tokens.cachedInput(), 0, output, reasoning);
    }
}
