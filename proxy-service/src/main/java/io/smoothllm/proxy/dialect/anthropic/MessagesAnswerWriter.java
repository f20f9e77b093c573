package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerWriter;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.anthropic.AnswerBlocks.Kind;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;

/// Events as the events of a Messages stream (type `RawMessageStreamEvent`) or as one `Message`.
/// Of several choices, the first.
final class MessagesAnswerWriter implements AnswerWriter {
    private final String provider;
    private final String onlyStop;
    private String id = "msg_" + UUID.randomUUID().toString().replace("-", "");
    private String model;
    private AnswerBlocks blocks;
    private final StringBuilder refusal = new StringBuilder();
    private TokenCounts tokens = TokenCounts.NONE;
    private Finish finish = Finish.STOP;
    private boolean refused;
    private boolean begun;
    private int choice;

    /// Where a stream's events go; set during [#write].
    private Buffer out;

    private int index;

    /// @param provider named when its answer cannot be understood
    /// @param model said when the provider does not name one
    /// @param onlyStop the stop sequence, if there was one only; else it cannot be told which one
    ///     stopped the model
    MessagesAnswerWriter(String provider, String model, String onlyStop) {
        this.provider = provider;
        this.model = model;
        this.onlyStop = onlyStop;
    }

    @Override
    public void write(ChatEvent event, Buffer buffer) {
        out = buffer;
        if (blocks == null) {
            blocks = new AnswerBlocks(provider, new Streamed());
        }
        if (!(event instanceof ChatEvent.Started || event instanceof ChatEvent.Used)) {
            begin(); // not before: what was used so far belongs into it
        }
        take(event);
        if (event instanceof ChatEvent.Ended) {
            end();
        }
    }

    @Override
    public Buffer whole(List<ChatEvent> events) {
        var content = new WholeContent();
        blocks = new AnswerBlocks(provider, content);
        events.forEach(this::take);
        var message = message(content.blocks());
        ending(message);
        message.set("usage", UsageCount.write(tokens));
        return Buffer.buffer(Json.bytes(message));
    }

    private void take(ChatEvent event) {
        switch (event) {
            case ChatEvent.Started(var name, var saidModel) -> {
                id = name == null ? id : name;
                model = saidModel == null ? model : saidModel;
            }
            case ChatEvent.Choice(int next) -> choice = next;
            case ChatEvent.Used(var counts) -> tokens = counts;
            case ChatEvent.Text _,
                    ChatEvent.Refusal _,
                    ChatEvent.Thought _,
                    ChatEvent.ThoughtSigned _,
                    ChatEvent.ThoughtRedacted _,
                    ChatEvent.CallStarted _,
                    ChatEvent.CallArguments _,
                    ChatEvent.Finished _ -> {
                if (choice == 0) {
                    content(event);
                }
            }
            case ChatEvent.LogProbs _, ChatEvent.Ended _ -> {}
        }
    }

    private void content(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text(var delta) -> blocks.text(Kind.TEXT, delta);
            case ChatEvent.Refusal(var delta) -> {
                refused = true;
                refusal.append(delta);
                blocks.text(Kind.REFUSAL, delta);
            }
            case ChatEvent.Thought(var delta) -> blocks.text(Kind.THINKING, delta);
            case ChatEvent.ThoughtSigned(var signature) -> blocks.signed(signature.opaque());
            case ChatEvent.ThoughtRedacted(var data) -> blocks.redacted(data);
            case ChatEvent.CallStarted(int call, var callId, var name) ->
                    blocks.call(call, callId, name);
            case ChatEvent.CallArguments(int call, var fragment) ->
                    blocks.arguments(call, fragment);
            case ChatEvent.Finished(var reason) -> {
                finish = reason;
                refused |= reason == Finish.REFUSED;
                blocks.finish(refused || reason == Finish.LENGTH || reason == Finish.CONTEXT_FULL);
            }
            case ChatEvent.Started _,
                    ChatEvent.Choice _,
                    ChatEvent.LogProbs _,
                    ChatEvent.Used _,
                    ChatEvent.Ended _ ->
                    throw new IllegalStateException("No content: " + event.getClass());
        }
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        var message = message(Json.MAPPER.createArrayNode());
        message.putNull("stop_reason").putNull("stop_sequence").putNull("stop_details");
        message.set("usage", UsageCount.write(tokens));
        var start = event("message_start");
        start.set("message", message);
        send(start);
    }

    private void end() {
        var delta = event("message_delta");
        ending(delta.putObject("delta"));
        delta.set("usage", UsageCount.write(tokens));
        send(delta);
        send(event("message_stop"));
    }

    private ObjectNode message(JsonNode content) {
        var message =
                Json.MAPPER
                        .createObjectNode()
                        .put("id", id)
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("model", model);
        message.set("content", content);
        return message;
    }

    private void ending(ObjectNode target) {
        var reason = stopReason();
        target.put("stop_reason", reason);
        target.put("stop_sequence", reason.equals("stop_sequence") ? onlyStop : null);
        if (reason.equals("refusal")) {
            target.putObject("stop_details")
                    .put("type", "refusal")
                    .putNull("category")
                    .put("explanation", refusal.isEmpty() ? null : refusal.toString());
        } else {
            target.putNull("stop_details");
        }
    }

    /// Some providers say that they stopped when they called, or call and then say that they have
    /// not: a client acts on calls if and only if the reason is `tool_use`. One that was cut off
    /// must not be acted on.
    private String stopReason() {
        if (refused) {
            return "refusal";
        }
        if (blocks.hasCalls() && !blocks.isCut()) {
            return "tool_use";
        }
        return switch (finish) {
            case STOP, TOOL_CALLS -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case CONTEXT_FULL -> "model_context_window_exceeded";
            case REFUSED -> "refusal";
        };
    }

    private static ObjectNode event(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }

    /// SDKs drop events without an `event` line.
    private void send(ObjectNode event) {
        out.appendString("event: ")
                .appendString(event.path("type").textValue())
                .appendString("\ndata: ")
                .appendBytes(Json.bytes(event))
                .appendString("\n\n");
    }

    private final class Streamed implements AnswerBlocks.Sink {
        @Override
        public void started(AnswerBlocks.Block block) {
            var start = event("content_block_start").put("index", index);
            start.set("content_block", WholeContent.block(block, "", ""));
            send(start);
        }

        @Override
        public void added(AnswerBlocks.Block block, String text) {
            switch (block.kind()) {
                case TEXT, REFUSAL -> delta("text_delta", "text", text);
                case THINKING -> delta("thinking_delta", "thinking", text);
                case CALL -> delta("input_json_delta", "partial_json", text);
                case REDACTED_THINKING -> throw new IllegalStateException("Comes in one piece");
            }
        }

        @Override
        public void stopped(AnswerBlocks.Block block) {
            if (block.signature() != null) {
                delta("signature_delta", "signature", block.signature());
            }
            send(event("content_block_stop").put("index", index++));
        }

        private void delta(String type, String member, String text) {
            var delta = event("content_block_delta").put("index", index);
            delta.putObject("delta").put("type", type).put(member, text);
            send(delta);
        }
    }
}
