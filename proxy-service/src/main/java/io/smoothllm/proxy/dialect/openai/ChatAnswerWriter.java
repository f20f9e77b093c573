package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerWriter;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Signature;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Events as `chat.completion.chunk`s or as one `chat.completion` (types `ChatCompletionChunk` and
/// `ChatCompletion`). Thoughts go into `reasoning_content`, which is not OpenAI's but what its
/// imitators agreed on, and signed ones into [ThinkingBlocks] as well. Choices and tool calls may
/// take turns: each chunk says which it is about.
final class ChatAnswerWriter implements AnswerWriter {
    private final long created = Instant.now().getEpochSecond();
    private final boolean includeUsage;
    private final boolean legacy;
    private final Map<Integer, ThoughtTrail> choices = new HashMap<>();
    private String id = "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
    private String model;
    private int choice;
    private TokenCounts tokens;

    /// @param model said when the provider does not name one
    /// @param legacy the client knows functions, which come one at a time, and not tools
    ChatAnswerWriter(String model, boolean includeUsage, boolean legacy) {
        this.model = model;
        this.includeUsage = includeUsage;
        this.legacy = legacy;
    }

    @Override
    public void write(ChatEvent event, Buffer out) {
        switch (event) {
            case ChatEvent.Started started -> {
                name(started);
                open(out);
            }
            case ChatEvent.Choice(int index) -> {
                choice = index;
                open(out);
            }
            case ChatEvent.Text(var text) -> chunk(delta("content", text), out);
            case ChatEvent.Refusal(var text) -> chunk(delta("refusal", text), out);
            case ChatEvent.Thought(var text) -> chunk(delta("reasoning_content", text), out);
            case ChatEvent.ThoughtSigned(var signature) -> signed(signature, out);
            case ChatEvent.ThoughtRedacted(var data) -> redacted(data, out);
            case ChatEvent.CallStarted call -> callStarted(call, out);
            case ChatEvent.CallArguments(int call, var fragment) -> arguments(call, fragment, out);
            case ChatEvent.LogProbs(var probabilities) -> logProbs(probabilities, out);
            case ChatEvent.Finished(var reason) -> chunk(nothing(), null, word(reason), out);
            case ChatEvent.Used(var counts) -> tokens = counts;
            case ChatEvent.Ended _ -> end(out);
        }
        trail().follow(event);
    }

    /// A choice's first chunk says who speaks.
    private void open(Buffer out) {
        if (choices.putIfAbsent(choice, new ThoughtTrail()) == null) {
            chunk(nothing().put("role", "assistant").put("content", "").putNull("refusal"), out);
        }
    }

    private ThoughtTrail trail() {
        return choices.computeIfAbsent(choice, _ -> new ThoughtTrail());
    }

    /// Without a count there is no chunk for it: zeros would be a lie.
    private void end(Buffer out) {
        if (includeUsage && tokens != null) {
            var last = head("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", Usage.write(tokens));
            event(last, out);
        }
        out.appendString("data: [DONE]\n\n");
    }

    /// With all of its text again: a block goes back as one piece.
    private void signed(Signature signature, Buffer out) {
        var delta = nothing();
        ThinkingBlocks.thinking(delta.putArray("thinking_blocks"), trail().thought(), signature);
        chunk(delta, out);
    }

    private void redacted(String data, Buffer out) {
        var delta = nothing();
        ThinkingBlocks.redacted(delta.putArray("thinking_blocks"), data);
        chunk(delta, out);
    }

    private void logProbs(List<ChatEvent.TokenProbability> tokens, Buffer out) {
        var content = Json.MAPPER.createArrayNode();
        LogProbabilities.write(tokens, content);
        chunk(nothing(), content, null, out);
    }

    private void callStarted(ChatEvent.CallStarted call, Buffer out) {
        var delta = nothing();
        if (legacy) {
            delta.putObject("function_call").put("name", call.name()).put("arguments", "");
        } else {
            var tool = delta.putArray("tool_calls").addObject();
            tool.put("index", call.call()).put("id", call.id()).put("type", "function");
            tool.putObject("function").put("name", call.name()).put("arguments", "");
            if (trail().ofCall() != null) {
                ThinkingBlocks.sign(tool, trail().ofCall());
            }
        }
        callChunk(call.call(), delta, out);
    }

    private void arguments(int call, String fragment, Buffer out) {
        var delta = nothing();
        var function =
                legacy
                        ? delta.putObject("function_call")
                        : delta.putArray("tool_calls")
                                .addObject()
                                .put("index", call)
                                .putObject("function");
        function.put("arguments", fragment);
        callChunk(call, delta, out);
    }

    /// A second function has no place; the provider was told to call one only.
    private void callChunk(int call, ObjectNode delta, Buffer out) {
        if (!legacy || call == 0) {
            chunk(delta, out);
        }
    }

    private void chunk(ObjectNode delta, Buffer out) {
        chunk(delta, null, null, out);
    }

    private void chunk(ObjectNode delta, ArrayNode logProbs, String finishReason, Buffer out) {
        var chunk = head("chat.completion.chunk");
        var written = chunk.putArray("choices").addObject();
        written.put("index", choice);
        written.set("delta", delta);
        logProbs(written, logProbs);
        written.put("finish_reason", finishReason);
        if (includeUsage) {
            chunk.putNull("usage");
        }
        event(chunk, out);
    }

    @Override
    public Buffer whole(List<ChatEvent> events) {
        var messages = new TreeMap<Integer, AnswerMessage>();
        int index = 0;
        messages.put(index, new AnswerMessage());
        for (var event : events) {
            switch (event) {
                case ChatEvent.Started started -> name(started);
                case ChatEvent.Choice(int next) -> index = next;
                case ChatEvent.Used(var counts) -> tokens = counts;
                case ChatEvent.Text _,
                        ChatEvent.LogProbs _,
                        ChatEvent.Refusal _,
                        ChatEvent.Thought _,
                        ChatEvent.ThoughtSigned _,
                        ChatEvent.ThoughtRedacted _,
                        ChatEvent.CallStarted _,
                        ChatEvent.CallArguments _,
                        ChatEvent.Finished _ ->
                        messages.computeIfAbsent(index, _ -> new AnswerMessage()).add(event);
                case ChatEvent.Ended _ -> {}
            }
        }
        var answer = head("chat.completion");
        var list = answer.putArray("choices");
        messages.forEach((number, message) -> choice(number, message, list.addObject()));
        if (tokens != null) {
            answer.set("usage", Usage.write(tokens));
        }
        return Buffer.buffer(Json.bytes(answer));
    }

    private void choice(int index, AnswerMessage message, ObjectNode out) {
        out.put("index", index);
        out.set("message", message.toJson(legacy));
        logProbs(out, message.probabilities().isEmpty() ? null : message.probabilities());
        out.put("finish_reason", word(message.finish()));
    }

    private static void logProbs(ObjectNode choice, ArrayNode content) {
        if (content == null) {
            choice.putNull("logprobs");
        } else {
            choice.putObject("logprobs").putNull("refusal").set("content", content);
        }
    }

    private void name(ChatEvent.Started started) {
        id = started.id() == null ? id : started.id();
        model = started.model() == null ? model : started.model();
    }

    private ObjectNode head(String object) {
        return nothing()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private String word(ChatEvent.Finish reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE -> "stop";
            case LENGTH, CONTEXT_FULL -> "length";
            case TOOL_CALLS -> legacy ? "function_call" : "tool_calls";
            case REFUSED -> "content_filter";
        };
    }

    private static ObjectNode nothing() {
        return Json.MAPPER.createObjectNode();
    }

    private static ObjectNode delta(String member, String text) {
        return nothing().put(member, text);
    }

    private static void event(ObjectNode json, Buffer out) {
        out.appendString("data: ").appendBytes(Json.bytes(json)).appendString("\n\n");
    }
}
