package io.smoothllm.proxy.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.JsonTool;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Reads one answer, whole or event by event. Unknown events, blocks and deltas are passed over.
/// What a server tool did is not the client's to execute, so it is not shown.
///
/// A stream's last event is `metadata`, with the usage, behind `messageStop`. When the body ends
/// without it, the answer is whole and its tokens are not known.
final class AnswerReader {
    private sealed interface Block {
        /// Speaks for itself; text and thoughts have no start in a stream.
        record Shown() implements Block {}

        record Hidden() implements Block {}

        /// The arguments are the answer ([JsonAnswer]).
        record Answer(boolean begun) implements Block {}

        /// @param call counts calls, not blocks
        record Call(int call, boolean begun) implements Block {}
    }

    private static final Block SHOWN = new Block.Shown();

    private final String provider;
    private final ModelFamily family;
    private final Map<Integer, Block> open = new HashMap<>();
    private TokenCounts tokens;
    private int calls;
    private boolean answeredByTool;
    private boolean hasText;
    private boolean finished;
    private boolean ended;

    AnswerReader(String provider, ModelFamily family) {
        this.provider = provider;
        this.family = family;
    }

    void whole(JsonNode answer, Consumer<ChatEvent> events) {
        events.accept(new ChatEvent.Started(null, null));
        int index = 0;
        for (var block : answer.path("output").path("message").path("content")) {
            block(index++, block, events);
        }
        tokens = UsageCount.read(answer.path("usage"));
        finish(answer.path("stopReason"), events);
        end(events);
    }

    /// A block of a whole answer is a union: an object with one member.
    private void block(int index, JsonNode block, Consumer<ChatEvent> events) {
        if (block.has("toolUse")) {
            blockStart(index, block, events);
            var input = block.path("toolUse").path("input");
            if (!input.isEmpty()) {
                arguments(index, input.toString(), events);
            }
            blockStop(index, events);
        } else if (block.has("reasoningContent")) {
            thought(block.path("reasoningContent").path("reasoningText"), events);
            redacted(block.path("reasoningContent"), events);
        } else if (block.has("citationsContent")) {
            for (var cited : block.path("citationsContent").path("content")) {
                text(cited.path("text"), events);
            }
        } else {
            text(block.path("text"), events);
        }
    }

    void event(String type, JsonNode event, Consumer<ChatEvent> events) {
        int index = event.path("contentBlockIndex").asInt(-1);
        switch (type) {
            case "messageStart" -> events.accept(new ChatEvent.Started(null, null));
            case "contentBlockStart" -> blockStart(index, event.path("start"), events);
            case "contentBlockDelta" -> delta(index, event.path("delta"), events);
            case "contentBlockStop" -> blockStop(index, events);
            case "messageStop" -> finish(event.path("stopReason"), events);
            case "metadata" -> {
                tokens = UsageCount.read(event.path("usage"));
                if (finished) {
                    end(events);
                }
            }
            default -> {} // whatever comes next year
        }
    }

    /// @throws ProblemException [Problem.StreamBroken] unless the answer had its stop reason
    void end(Consumer<ChatEvent> events) {
        if (!finished) {
            throw new ProblemException(new Problem.StreamBroken(provider));
        }
        if (ended) {
            return;
        }
        ended = true;
        if (tokens != null) {
            events.accept(new ChatEvent.Used(tokens));
        }
        events.accept(new ChatEvent.Ended());
    }

    private void blockStart(int index, JsonNode start, Consumer<ChatEvent> events) {
        var tool = start.path("toolUse");
        if (!tool.isObject() || tool.path("type").asText().equals("server_tool_use")) {
            open.put(index, new Block.Hidden());
        } else if (tool.path("name").asText().equals(JsonTool.NAME)) {
            answeredByTool = true;
            open.put(index, new Block.Answer(false));
        } else {
            int call = calls++;
            open.put(index, new Block.Call(call, false));
            events.accept(
                    new ChatEvent.CallStarted(
                            call, tool.path("toolUseId").asText(), tool.path("name").asText()));
        }
    }

    private void delta(int index, JsonNode delta, Consumer<ChatEvent> events) {
        if (delta.has("toolUse")) {
            arguments(index, delta.path("toolUse").path("input").asText(), events);
        } else if (delta.has("reasoningContent")) {
            thought(delta.path("reasoningContent"), events);
            redacted(delta.path("reasoningContent"), events);
        } else {
            text(delta.path("text"), events);
        }
    }

    private void arguments(int index, String fragment, Consumer<ChatEvent> events) {
        if (fragment.isEmpty()) {
            return;
        }
        switch (open.getOrDefault(index, SHOWN)) {
            case Block.Call(int call, _) -> {
                open.put(index, new Block.Call(call, true));
                events.accept(new ChatEvent.CallArguments(call, fragment));
            }
            case Block.Answer _ -> {
                hasText = true;
                open.put(index, new Block.Answer(true));
                events.accept(new ChatEvent.Text(fragment));
            }
            case Block.Hidden(), Block.Shown() -> {}
        }
    }

    /// A tool without arguments streams none at all; an empty string would be no JSON.
    private void blockStop(int index, Consumer<ChatEvent> events) {
        switch (open.getOrDefault(index, SHOWN)) {
            case Block.Call(int call, boolean begun) when !begun ->
                    events.accept(new ChatEvent.CallArguments(call, "{}"));
            case Block.Answer(boolean begun) when !begun -> events.accept(new ChatEvent.Text("{}"));
            case Block.Call _, Block.Answer _, Block.Hidden _, Block.Shown _ -> {}
        }
        open.remove(index);
    }

    private void finish(JsonNode stopReason, Consumer<ChatEvent> events) {
        if (!stopReason.isTextual() || finished) {
            return;
        }
        var reason = reason(stopReason.textValue());
        // A guardrail says in the text what its operator wrote for this; a filter says nothing.
        boolean explained = hasText && stopReason.textValue().equals("guardrail_intervened");
        if (reason == Finish.REFUSED && !explained) {
            events.accept(
                    new ChatEvent.Refusal(
                            "The provider stopped the answer: " + stopReason.textValue() + "."));
        }
        finished = true;
        events.accept(new ChatEvent.Finished(reason));
    }

    private Finish reason(String stopReason) {
        return switch (stopReason) {
            case "max_tokens" -> Finish.LENGTH;
            case "model_context_window_exceeded" -> Finish.CONTEXT_FULL;
            case "stop_sequence" -> Finish.STOP_SEQUENCE;
            case "tool_use" -> answeredByTool && calls == 0 ? Finish.STOP : Finish.TOOL_CALLS;
            case "guardrail_intervened", "content_filtered" -> Finish.REFUSED;
            // What came of it cannot be used, so it is no answer; another try may give one.
            case "malformed_model_output", "malformed_tool_use" ->
                    throw new ProblemException(
                            new Problem.Refused(
                                    provider,
                                    502,
                                    null,
                                    null,
                                    null,
                                    "The model's answer failed: " + stopReason + ".",
                                    null));
            default -> Finish.STOP; // end_turn, and future ones
        };
    }

    private void text(JsonNode text, Consumer<ChatEvent> events) {
        if (!text.asText().isEmpty()) {
            hasText = true;
            events.accept(new ChatEvent.Text(text.asText()));
        }
    }

    /// Whole or a piece: `text` and `signature` are called the same in both. Only Claude's
    /// signatures are ones that can be carried on.
    private void thought(JsonNode reasoning, Consumer<ChatEvent> events) {
        if (!reasoning.path("text").asText().isEmpty()) {
            events.accept(new ChatEvent.Thought(reasoning.path("text").asText()));
        }
        var signature = reasoning.path("signature").asText();
        if (!signature.isEmpty() && family == ModelFamily.CLAUDE) {
            events.accept(
                    new ChatEvent.ThoughtSigned(new Signature(Signature.Maker.CLAUDE, signature)));
        }
    }

    /// Opaque bytes, in base64; kept as they are.
    private void redacted(JsonNode reasoning, Consumer<ChatEvent> events) {
        var data = reasoning.path("redactedContent").asText();
        if (!data.isEmpty() && family == ModelFamily.CLAUDE) {
            events.accept(new ChatEvent.ThoughtRedacted(data));
        }
    }
}
