package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerWriter;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Events as `chat.completion.chunk`s or as one `chat.completion` (types `ChatCompletionChunk` and
/// `ChatCompletion`). Reasoning goes into `reasoning_content`, which is not OpenAI's but what its
/// imitators agreed on.
final class ChatAnswerWriter implements AnswerWriter {
    private final long created = Instant.now().getEpochSecond();
    private final boolean includeUsage;
    private String id = "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
    private String model;
    private TokenCounts tokens = TokenCounts.NONE;

    /// @param model said when the provider does not name one
    ChatAnswerWriter(String model, boolean includeUsage) {
        this.model = model;
        this.includeUsage = includeUsage;
    }

    @Override
    public void write(ChatEvent event, Buffer out) {
        switch (event) {
            case ChatEvent.Started started -> {
                name(started);
                var delta =
                        Json.MAPPER.createObjectNode().put("role", "assistant").put("content", "");
                chunk(delta.putNull("refusal"), null, out);
            }
            case ChatEvent.Text(var text) -> chunk(delta("content", text), null, out);
            case ChatEvent.Refusal(var text) -> chunk(delta("refusal", text), null, out);
            case ChatEvent.Choice _ -> {}
            case ChatEvent.LogProbs _ -> {}
            case ChatEvent.Thought(var text) -> chunk(delta("reasoning_content", text), null, out);
            case ChatEvent.ThoughtSigned _ -> {}
            case ChatEvent.ThoughtRedacted _ -> {}
            case ChatEvent.CallStarted call -> chunk(callStarted(call), null, out);
            case ChatEvent.CallArguments(int call, var fragment) ->
                    chunk(arguments(call, fragment), null, out);
            case ChatEvent.Finished(var reason) ->
                    chunk(Json.MAPPER.createObjectNode(), word(reason), out);
            case ChatEvent.Used(var counts) -> tokens = counts;
            case ChatEvent.Ended _ -> end(out);
        }
    }

    private void end(Buffer out) {
        if (includeUsage) {
            var last = head("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", Usage.write(tokens));
            event(last, out);
        }
        out.appendString("data: [DONE]\n\n");
    }

    private void chunk(ObjectNode delta, String finishReason, Buffer out) {
        var chunk = head("chat.completion.chunk");
        var choice = chunk.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs");
        choice.put("finish_reason", finishReason);
        if (includeUsage) {
            chunk.putNull("usage");
        }
        event(chunk, out);
    }

    private static ObjectNode delta(String member, String text) {
        return Json.MAPPER.createObjectNode().put(member, text);
    }

    private static ObjectNode callStarted(ChatEvent.CallStarted call) {
        var delta = Json.MAPPER.createObjectNode();
        var tool = delta.putArray("tool_calls").addObject();
        tool.put("index", call.call()).put("id", call.id()).put("type", "function");
        tool.putObject("function").put("name", call.name()).put("arguments", "");
        return delta;
    }

    private static ObjectNode arguments(int call, String fragment) {
        var delta = Json.MAPPER.createObjectNode();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", call)
                .putObject("function")
                .put("arguments", fragment);
        return delta;
    }

    @Override
    public Buffer whole(List<ChatEvent> events) {
        var message = new AnswerMessage();
        for (var event : events) {
            switch (event) {
                case ChatEvent.Started started -> name(started);
                case ChatEvent.Used(var counts) -> tokens = counts;
                default -> message.add(event);
            }
        }
        var answer = head("chat.completion");
        var choice = answer.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("message", message.toJson());
        choice.putNull("logprobs");
        choice.put("finish_reason", word(message.finish()));
        answer.set("usage", Usage.write(tokens));
        return Buffer.buffer(bytes(answer));
    }

    private void name(ChatEvent.Started started) {
        id = started.id() == null ? id : started.id();
        model = started.model() == null ? model : started.model();
    }

    private ObjectNode head(String object) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    static String word(ChatEvent.Finish reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE -> "stop";
            case LENGTH, CONTEXT_FULL -> "length";
            case TOOL_CALLS -> "tool_calls";
            case REFUSED -> "content_filter";
        };
    }

    private static void event(ObjectNode json, Buffer out) {
        out.appendString("data: ").appendBytes(bytes(json)).appendString("\n\n");
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return Json.MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }
}
