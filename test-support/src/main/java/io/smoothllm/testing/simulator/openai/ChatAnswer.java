package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.Completion;
import io.smoothllm.testing.simulator.mind.Directions;
import io.smoothllm.testing.simulator.wire.Ids;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.Reply;
import java.time.Instant;

/// A chat answer in one piece, and what streams share with it.
final class ChatAnswer {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ChatAnswer() {}

    static Reply of(
            ChatRequest request, Completion completion, TokenCounts tokens, Directions directions) {
        var answer = envelope("chat.completion", request.model());
        var choices = answer.putArray("choices");
        for (int i = 0; i < request.choices(); i++) {
            var choice = choices.addObject().put("index", i);
            choice.set("message", message(completion));
            choice.putNull("logprobs").put("finish_reason", finishReason(completion.stop()));
        }
        if (directions.usage()) {
            answer.set("usage", usage(tokens));
        }
        return new Reply.Whole(200, "application/json", Json.write(answer), tokens);
    }

    /// What a whole answer and every chunk begin with.
    static ObjectNode envelope(String object, String model) {
        return NODES.objectNode()
                .put("id", Ids.next("chatcmpl-", 29))
                .put("object", object)
                .put("created", Instant.now().getEpochSecond())
                .put("model", model)
                .put("service_tier", "default")
                .put("system_fingerprint", "fp_simulator");
    }

    private static ObjectNode message(Completion completion) {
        var message = NODES.objectNode().put("role", "assistant");
        message.put("content", completion.text());
        if (!completion.calls().isEmpty()) {
            var calls = message.putArray("tool_calls");
            for (var call : completion.calls()) {
                calls.addObject()
                        .put("id", Ids.next("call_", 24))
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name())
                        .put("arguments", call.arguments());
            }
        }
        message.putNull("refusal").putArray("annotations");
        return message;
    }

    static String finishReason(Completion.Stop stop) {
        return switch (stop) {
            case END, SEQUENCE -> "stop";
            case LENGTH -> "length";
            case TOOLS -> "tool_calls";
        };
    }

    static ObjectNode usage(TokenCounts tokens) {
        var usage =
                NODES.objectNode()
                        .put("prompt_tokens", tokens.input())
                        .put("completion_tokens", tokens.output())
                        .put("total_tokens", tokens.input() + tokens.output());
        usage.putObject("prompt_tokens_details")
                .put("cached_tokens", tokens.cachedInput())
                .put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", tokens.reasoning())
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }
}
