package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.Json;
import java.util.ArrayList;
import java.util.List;

/// The `message` of a whole answer, gathered from events. Text blocks are joined without a
/// separator; `content` is null when there was none.
final class AnswerMessage {
    private record Call(String id, String name, StringBuilder arguments) {}

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final List<Call> calls = new ArrayList<>();
    private ChatEvent.Finish finish = ChatEvent.Finish.STOP;
    private final StringBuilder refusal = new StringBuilder();

    void add(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text(var delta) -> text.append(delta);
            case ChatEvent.Thought(var delta) -> thoughts.append(delta);
            case ChatEvent.CallStarted(_, var id, var name) ->
                    calls.add(new Call(id, name, new StringBuilder()));
            case ChatEvent.CallArguments(int call, var fragment) ->
                    calls.get(call).arguments().append(fragment);
            case ChatEvent.Refusal(var delta) -> refusal.append(delta);
            case ChatEvent.Finished(var reason) -> finish = reason;
            case ChatEvent.Choice _ -> {}
            case ChatEvent.LogProbs _ -> {}
            case ChatEvent.Started _ -> {}
            case ChatEvent.ThoughtSigned _ -> {}
            case ChatEvent.ThoughtRedacted _ -> {}
            case ChatEvent.Used _ -> {}
            case ChatEvent.Ended _ -> {}
        }
    }

    ChatEvent.Finish finish() {
        return finish;
    }

    ObjectNode toJson() {
        var message = Json.MAPPER.createObjectNode().put("role", "assistant");
        message.put("content", text.isEmpty() ? null : text.toString());
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        if (!thoughts.isEmpty()) {
            message.put("reasoning_content", thoughts.toString());
        }
        if (!calls.isEmpty()) {
            var list = message.putArray("tool_calls");
            for (var call : calls) {
                list.addObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name())
                        .put("arguments", call.arguments().toString());
            }
        }
        return message;
    }
}
