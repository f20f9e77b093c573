package io.smoothllm.testing.simulator.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.testing.simulator.mind.Completion;
import io.smoothllm.testing.simulator.mind.Completion.Stop;
import io.smoothllm.testing.simulator.mind.Directions;
import io.smoothllm.testing.simulator.wire.Ids;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.Reply;

/// A message in one piece, and what streams share with it.
final class MessageAnswer {
    private static final JsonMapper JSON = new JsonMapper();

    private MessageAnswer() {}

    static Reply of(String model, Completion completion, Usage usage, Directions directions) {
        var message = envelope(model);
        var content = message.putArray("content");
        if (completion.thinking() != null) {
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", completion.thinking())
                    .put("signature", Signature.of(completion.thinking()));
        }
        if (completion.text() != null && !completion.text().isEmpty()) {
            content.addObject().put("type", "text").put("text", completion.text());
        }
        for (var call : completion.calls()) {
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", Ids.next("toolu_", 24))
                    .put("name", call.name())
                    .set("input", json(call.arguments()));
        }
        message.put("stop_reason", stopReason(completion.stop()))
                .put("stop_sequence", completion.stopSequence());
        if (directions.usage()) {
            message.set("usage", usage.whole());
        }
        return new Reply.Whole(200, "application/json", Json.write(message), usage.served());
    }

    static ObjectNode envelope(String model) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("model", model)
                .put("id", Ids.next("msg_", 24))
                .put("type", "message")
                .put("role", "assistant");
    }

    static String stopReason(Stop stop) {
        return switch (stop) {
            case END -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOLS -> "tool_use";
            case SEQUENCE -> "stop_sequence";
        };
    }

    private static JsonNode json(String arguments) {
        try {
            return JSON.readTree(arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The author writes JSON", e);
        }
    }
}
