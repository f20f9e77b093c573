package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.Json;
import io.vertx.core.buffer.Buffer;

/// A whole response as the stream that would have led to it, each text in one piece. Items of a
/// kind that is not known come whole, when they begin and when they end.
final class Unrolled {
    private final ObjectNode response;
    private final EventStream stream = new EventStream();

    /// @param body a JSON object with an array `output`
    Unrolled(byte[] body) {
        response = (ObjectNode) Json.known(body);
    }

    Buffer events() {
        var out = Buffer.buffer();
        stream.into(out);
        stream.response("response.created", begun());
        stream.response("response.in_progress", begun());
        int index = 0;
        for (var item : response.path("output")) {
            item(index++, item);
        }
        stream.response("response." + response.path("status").asText("completed"), response);
        return out;
    }

    private ObjectNode begun() {
        var begun = response.deepCopy();
        begun.put("status", "in_progress").putArray("output");
        return begun.putNull("usage").putNull("incomplete_details");
    }

    private void item(int index, JsonNode item) {
        var id = item.path("id").asText();
        switch (item.path("type").asText()) {
            case "message" -> {
                stream.itemAdded(index, without(item, "content"));
                message(id, index, item.path("content"));
            }
            case "reasoning" -> {
                stream.itemAdded(index, without(item, "summary"));
                summary(id, index, item.path("summary"));
            }
            case "function_call" -> {
                stream.itemAdded(index, unsaid(item).put("arguments", ""));
                var arguments = item.path("arguments").asText();
                stream.argumentsDelta(id, index, arguments);
                stream.argumentsDone(id, index, item.path("name").asText(), arguments);
            }
            case "custom_tool_call" -> {
                stream.itemAdded(index, unsaid(item).put("input", ""));
                stream.inputDone(id, index, item.path("input").asText());
            }
            default -> stream.itemAdded(index, item);
        }
        stream.itemDone(index, item);
    }

    private void message(String id, int index, JsonNode content) {
        int number = 0;
        for (var part : content) {
            part(id, index, number++, (ObjectNode) part);
        }
    }

    private void part(String id, int index, int number, ObjectNode part) {
        boolean refusal = part.path("type").asText().equals("refusal");
        var text = refusal ? "refusal" : "text";
        stream.partAdded(id, index, number, part.deepCopy().put(text, ""));
        var said = part.path(text).asText();
        if (refusal) {
            stream.refusalDelta(id, index, number, said);
        } else {
            var logProbs = Json.MAPPER.createArrayNode();
            part.path("logprobs").forEach(logProbs::add);
            stream.textDelta(id, index, number, said, logProbs);
        }
        stream.partDone(id, index, number, part);
    }

    private void summary(String id, int index, JsonNode summary) {
        int number = 0;
        for (var part : summary) {
            stream.summaryAdded(id, index, number);
            stream.summaryDelta(id, index, number, part.path("text").asText());
            stream.summaryDone(id, index, number++, part.path("text").asText());
        }
    }

    private static ObjectNode without(JsonNode item, String list) {
        var begun = unsaid(item);
        begun.putArray(list);
        return begun;
    }

    private static ObjectNode unsaid(JsonNode item) {
        return ((ObjectNode) item.deepCopy()).put("status", "in_progress");
    }
}
