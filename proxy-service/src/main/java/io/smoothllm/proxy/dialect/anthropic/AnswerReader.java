package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.JsonTool;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Reads one answer. Unknown events, blocks and deltas are passed over: Anthropic adds some every
/// few months. What a server tool did is not the client's to execute, so it is not shown.
final class AnswerReader {
    private sealed interface Block {
        record Shown() implements Block {}

        record Hidden() implements Block {}

        /// @param call counts tool_use blocks, not blocks
        record Call(int call, boolean begun) implements Block {}

        /// A call of [JsonTool], which is an answer in words.
        record Json(boolean begun) implements Block {}
    }

    private final String provider;
    private final boolean unfold;
    private final Map<Integer, Block> open = new HashMap<>();
    private final UsageCount usage = new UsageCount();
    private int calls;
    private boolean unfolded;
    private boolean finished;
    private boolean ended;

    /// @param unfold whether calls of [JsonTool] are the answer itself
    AnswerReader(String provider, boolean unfold) {
        this.provider = provider;
        this.unfold = unfold;
    }

    void whole(JsonNode message, Consumer<ChatEvent> events) {
        start(message, events);
        int index = 0;
        for (var block : message.path("content")) {
            blockStart(index, block, events);
            blockStop(index, events);
            index++;
        }
        finish(message, events);
        stop(events);
    }

    void event(JsonNode event, Consumer<ChatEvent> events) {
        int index = event.path("index").asInt(-1);
        switch (event.path("type").asText()) {
            case "message_start" -> start(event.path("message"), events);
            case "content_block_start" -> blockStart(index, event.path("content_block"), events);
            case "content_block_delta" -> delta(index, event.path("delta"), events);
            case "content_block_stop" -> blockStop(index, events);
            case "message_delta" -> {
                usage.add(event.path("usage"));
                finish(event.path("delta"), events);
            }
            case "message_stop" -> stop(events);
            case "error" ->
                    throw new ProblemException(
                            UpstreamErrors.TRANSLATED.inAnswer(provider, event.path("error")));
            default -> {} // ping, and whatever comes next year
        }
    }

    /// Whether it had its stop reason.
    boolean isFinished() {
        return finished;
    }

    /// @throws ProblemException [Problem.StreamBroken] unless the answer had its stop reason
    void end(Consumer<ChatEvent> events) {
        if (!finished) {
            throw new ProblemException(new Problem.StreamBroken(provider));
        }
        stop(events);
    }

    private void start(JsonNode message, Consumer<ChatEvent> events) {
        usage.add(message.path("usage"));
        events.accept(
                new ChatEvent.Started(
                        message.path("id").asText(null), message.path("model").asText(null)));
        events.accept(new ChatEvent.Used(usage.tokens()));
    }

    private void blockStart(int index, JsonNode block, Consumer<ChatEvent> events) {
        open.put(index, new Block.Shown());
        switch (block.path("type").asText()) {
            case "text" -> text(block.path("text"), events);
            case "thinking" -> {
                thought(block.path("thinking"), events);
                signature(block.path("signature"), events);
            }
            case "redacted_thinking" ->
                    events.accept(new ChatEvent.ThoughtRedacted(block.path("data").asText()));
            case "tool_use" -> {
                if (unfold && block.path("name").asText().equals(JsonTool.NAME)) {
                    jsonStart(index, block, events);
                } else {
                    callStart(index, block, events);
                }
            }
            default -> open.put(index, new Block.Hidden());
        }
    }

    private void callStart(int index, JsonNode block, Consumer<ChatEvent> events) {
        int call = calls++;
        events.accept(
                new ChatEvent.CallStarted(
                        call, block.path("id").asText(), block.path("name").asText()));
        boolean whole = !block.path("input").isEmpty();
        if (whole) {
            events.accept(new ChatEvent.CallArguments(call, block.path("input").toString()));
        }
        open.put(index, new Block.Call(call, whole));
    }

    private void jsonStart(int index, JsonNode block, Consumer<ChatEvent> events) {
        unfolded = true;
        boolean whole = !block.path("input").isEmpty();
        if (whole) {
            events.accept(new ChatEvent.Text(block.path("input").toString()));
        }
        open.put(index, new Block.Json(whole));
    }

    private void delta(int index, JsonNode delta, Consumer<ChatEvent> events) {
        switch (delta.path("type").asText()) {
            case "text_delta" -> text(delta.path("text"), events);
            case "thinking_delta" -> thought(delta.path("thinking"), events);
            case "signature_delta" -> signature(delta.path("signature"), events);
            case "input_json_delta" ->
                    arguments(index, delta.path("partial_json").asText(), events);
            default -> {}
        }
    }

    private void arguments(int index, String fragment, Consumer<ChatEvent> events) {
        if (fragment.isEmpty()) {
            return;
        }
        switch (open.get(index)) {
            case Block.Call(int call, _) -> {
                open.put(index, new Block.Call(call, true));
                events.accept(new ChatEvent.CallArguments(call, fragment));
            }
            case Block.Json _ -> {
                open.put(index, new Block.Json(true));
                events.accept(new ChatEvent.Text(fragment));
            }
            case Block.Shown _, Block.Hidden _ -> {}
            case null -> {}
        }
    }

    /// A tool without arguments streams none at all; an empty string would be no JSON.
    private void blockStop(int index, Consumer<ChatEvent> events) {
        switch (open.remove(index)) {
            case Block.Call(int call, boolean begun) when !begun ->
                    events.accept(new ChatEvent.CallArguments(call, "{}"));
            case Block.Json(boolean begun) when !begun -> events.accept(new ChatEvent.Text("{}"));
            case Block.Call _, Block.Json _, Block.Shown _, Block.Hidden _ -> {}
            case null -> {}
        }
    }

    private void finish(JsonNode delta, Consumer<ChatEvent> events) {
        if (!delta.path("stop_reason").isTextual() || finished) {
            return;
        }
        finished = true;
        var explanation =
                delta.path("stop_details")
                        .path("explanation")
                        .asText("The model refused to answer.");
        var reason = reason(delta.path("stop_reason").textValue());
        if (reason == Finish.TOOL_CALLS && unfolded && calls == 0) {
            reason = Finish.STOP;
        }
        if (reason == Finish.REFUSED) {
            events.accept(new ChatEvent.Refusal(explanation));
        }
        events.accept(new ChatEvent.Finished(reason));
    }

    private void stop(Consumer<ChatEvent> events) {
        if (!ended) {
            ended = true;
            events.accept(new ChatEvent.Used(usage.tokens()));
            events.accept(new ChatEvent.Ended());
        }
    }

    private static Finish reason(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "compaction" -> Finish.LENGTH;
            case "model_context_window_exceeded" -> Finish.CONTEXT_FULL;
            case "stop_sequence" -> Finish.STOP_SEQUENCE;
            case "tool_use" -> Finish.TOOL_CALLS;
            case "refusal" -> Finish.REFUSED;
            default -> Finish.STOP; // end_turn, pause_turn, and future ones
        };
    }

    private static void text(JsonNode text, Consumer<ChatEvent> events) {
        if (!text.asText().isEmpty()) {
            events.accept(new ChatEvent.Text(text.textValue()));
        }
    }

    private static void thought(JsonNode text, Consumer<ChatEvent> events) {
        if (!text.asText().isEmpty()) {
            events.accept(new ChatEvent.Thought(text.textValue()));
        }
    }

    private static void signature(JsonNode text, Consumer<ChatEvent> events) {
        if (!text.asText().isEmpty()) {
            events.accept(
                    new ChatEvent.ThoughtSigned(
                            new Signature(Signature.Maker.CLAUDE, text.textValue())));
        }
    }
}
