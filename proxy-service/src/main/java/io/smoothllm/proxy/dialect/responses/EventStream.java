package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import io.smoothllm.proxy.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/// Writes the events of a stream, numbered from 0. The official clients take an item to be in the
/// list before anything happens to it, and a part in its item.
final class EventStream implements Output.Listener {
    private Buffer out;
    private long next;

    /// Where the events go from now on.
    void into(Buffer target) {
        out = target;
    }

    /// The number of the next event.
    long next() {
        return next;
    }

    /// An event about the answer as a whole.
    void response(String type, ObjectNode response) {
        send(event(type).set("response", response));
    }

    @Override
    public void began(OutputItem item) {
        itemAdded(item.index(), item.toJson());
    }

    void itemAdded(int index, JsonNode item) {
        send(event("response.output_item.added").put("output_index", index).set("item", item));
    }

    void itemDone(int index, JsonNode item) {
        send(event("response.output_item.done").put("output_index", index).set("item", item));
    }

    @Override
    public void began(MessageItem item, MessageItem.Part part) {
        partAdded(item.id(), item.index(), part.index(), part.toJson());
    }

    void partAdded(String id, int index, int part, JsonNode content) {
        var event = about("response.content_part.added", id, index);
        send(event.put("content_index", part).set("part", content));
    }

    @Override
    public void grew(
            MessageItem item,
            MessageItem.Part part,
            String delta,
            List<TokenProbability> logProbs) {
        if (part.isRefusal()) {
            refusalDelta(item.id(), item.index(), part.index(), delta);
        } else {
            textDelta(item.id(), item.index(), part.index(), delta, MessageItem.written(logProbs));
        }
    }

    void textDelta(String id, int index, int part, String delta, ArrayNode logProbs) {
        var event = about("response.output_text.delta", id, index);
        send(event.put("content_index", part).put("delta", delta).set("logprobs", logProbs));
    }

    void refusalDelta(String id, int index, int part, String delta) {
        var event = about("response.refusal.delta", id, index);
        send(event.put("content_index", part).put("delta", delta));
    }

    @Override
    public void ended(MessageItem item, MessageItem.Part part) {
        partDone(item.id(), item.index(), part.index(), part.toJson());
    }

    void partDone(String id, int index, int part, ObjectNode content) {
        if (content.path("type").asText().equals("refusal")) {
            var done = about("response.refusal.done", id, index).put("content_index", part);
            send(done.set("refusal", content.path("refusal")));
        } else {
            var done = about("response.output_text.done", id, index).put("content_index", part);
            done.set("text", content.path("text"));
            done.putArray("logprobs").addAll(list(content.path("logprobs")));
            send(done);
        }
        var event = about("response.content_part.done", id, index);
        send(event.put("content_index", part).set("part", content));
    }

    /// Required in the event, optional in the part.
    private static ArrayNode list(JsonNode list) {
        return list instanceof ArrayNode array ? array : Json.MAPPER.createArrayNode();
    }

    @Override
    public void grew(ReasoningItem item, String delta, boolean first) {
        if (first) {
            summaryAdded(item.id(), item.index(), 0);
        }
        summaryDelta(item.id(), item.index(), 0, delta);
    }

    void summaryAdded(String id, int index, int part) {
        var event = about("response.reasoning_summary_part.added", id, index);
        send(event.put("summary_index", part).set("part", summary("")));
    }

    void summaryDelta(String id, int index, int part, String delta) {
        var event = about("response.reasoning_summary_text.delta", id, index);
        send(event.put("summary_index", part).put("delta", delta));
    }

    void summaryDone(String id, int index, int part, String text) {
        var done = about("response.reasoning_summary_text.done", id, index);
        send(done.put("summary_index", part).put("text", text));
        var event = about("response.reasoning_summary_part.done", id, index);
        send(event.put("summary_index", part).set("part", summary(text)));
    }

    @Override
    public void grew(CallItem item, String delta) {
        if (!item.tool().custom()) {
            argumentsDelta(item.id(), item.index(), delta);
        }
    }

    void argumentsDelta(String id, int index, String delta) {
        var event = about("response.function_call_arguments.delta", id, index);
        send(event.put("delta", delta));
    }

    void argumentsDone(String id, int index, String name, String arguments) {
        var event = about("response.function_call_arguments.done", id, index);
        send(event.put("name", name).put("arguments", arguments));
    }

    void inputDone(String id, int index, String input) {
        var delta = about("response.custom_tool_call_input.delta", id, index);
        send(delta.put("delta", input));
        var done = about("response.custom_tool_call_input.done", id, index);
        send(done.put("input", input));
    }

    @Override
    public void ended(OutputItem item) {
        switch (item) {
            case MessageItem _ -> {}
            case ReasoningItem thought -> {
                if (!thought.isSilent()) {
                    summaryDone(thought.id(), thought.index(), 0, thought.text());
                }
            }
            case CallItem call -> {
                if (call.tool().custom()) {
                    inputDone(call.id(), call.index(), call.input());
                } else {
                    argumentsDone(call.id(), call.index(), call.tool().name(), call.arguments());
                }
            }
        }
        itemDone(item.index(), item.toJson());
    }

    private static ObjectNode summary(String text) {
        return Json.MAPPER.createObjectNode().put("type", "summary_text").put("text", text);
    }

    private ObjectNode about(String type, String id, int index) {
        return event(type).put("item_id", id).put("output_index", index);
    }

    private ObjectNode event(String type) {
        return Json.MAPPER.createObjectNode().put("type", type).put("sequence_number", next++);
    }

    private void send(JsonNode event) {
        write(event, out);
    }

    static void write(JsonNode event, Buffer out) {
        out.appendString("event: ")
                .appendString(event.path("type").textValue())
                .appendString("\ndata: ")
                .appendBytes(Json.bytes(event))
                .appendString("\n\n");
    }
}
