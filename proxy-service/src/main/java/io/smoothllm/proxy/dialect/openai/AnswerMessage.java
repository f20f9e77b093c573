package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Signature;
import java.util.ArrayList;
import java.util.List;

/// One choice of a whole answer, gathered from events. Text blocks are joined without a separator;
/// `content` is null when there was none.
final class AnswerMessage {
    private record Call(String id, String name, Signature signature, StringBuilder arguments) {}

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final ArrayNode blocks = Json.MAPPER.createArrayNode();
    private final ArrayNode probabilities = Json.MAPPER.createArrayNode();
    private final List<Call> calls = new ArrayList<>();
    private final ThoughtTrail trail = new ThoughtTrail();
    private ChatEvent.Finish finish = ChatEvent.Finish.STOP;

    void add(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text(var delta) -> text.append(delta);
            case ChatEvent.Refusal(var delta) -> refusal.append(delta);
            case ChatEvent.Thought(var delta) -> thoughts.append(delta);
            case ChatEvent.ThoughtSigned(var signature) ->
                    ThinkingBlocks.thinking(blocks, trail.thought(), signature);
            case ChatEvent.ThoughtRedacted(var data) -> ThinkingBlocks.redacted(blocks, data);
            case ChatEvent.CallStarted(_, var id, var name) ->
                    calls.add(new Call(id, name, trail.ofCall(), new StringBuilder()));
            case ChatEvent.CallArguments(int call, var fragment) ->
                    calls.get(call).arguments().append(fragment);
            case ChatEvent.LogProbs(var tokens) -> LogProbabilities.write(tokens, probabilities);
            case ChatEvent.Finished(var reason) -> finish = reason;
            case ChatEvent.Started _, ChatEvent.Choice _, ChatEvent.Used _, ChatEvent.Ended _ -> {}
        }
        trail.follow(event);
    }

    ChatEvent.Finish finish() {
        return finish;
    }

    /// Empty when there are none.
    ArrayNode probabilities() {
        return probabilities;
    }

    /// @param legacy the client knows functions, not tools
    ObjectNode toJson(boolean legacy) {
        var message = Json.MAPPER.createObjectNode().put("role", "assistant");
        message.put("content", text.isEmpty() ? null : text.toString());
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        if (!thoughts.isEmpty()) {
            message.put("reasoning_content", thoughts.toString());
        }
        if (!blocks.isEmpty()) {
            message.set("thinking_blocks", blocks);
        }
        if (legacy && !calls.isEmpty()) {
            function(calls.getFirst(), message.putObject("function_call"));
        } else if (!calls.isEmpty()) {
            var list = message.putArray("tool_calls");
            calls.forEach(call -> write(call, list.addObject()));
        }
        return message;
    }

    private static void write(Call call, ObjectNode out) {
        out.put("id", call.id()).put("type", "function");
        function(call, out.putObject("function"));
        if (call.signature() != null) {
            ThinkingBlocks.sign(out, call.signature());
        }
    }

    private static void function(Call call, ObjectNode out) {
        out.put("name", call.name()).put("arguments", call.arguments().toString());
    }
}
