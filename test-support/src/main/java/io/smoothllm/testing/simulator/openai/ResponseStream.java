package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.TokenRule;
import io.smoothllm.testing.simulator.wire.Fragments;
import io.smoothllm.testing.simulator.wire.Frame;
import io.smoothllm.testing.simulator.wire.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A response as events: created, in progress, each item added, its pieces, done, and at the end
/// the whole of it once more. Every event has its number and its name.
final class ResponseStream {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ResponseDocument response;
    private final List<Frame> frames = new ArrayList<>();
    private long number;
    private long output;

    ResponseStream(ResponseDocument response) {
        this.response = response;
    }

    /// @param envelope as the API says it outside a stream
    static Frame error(byte[] envelope) {
        try {
            var error = new ObjectMapper().readTree(envelope).path("error");
            var event = NODES.objectNode().put("type", "error");
            event.set("code", error.path("code"));
            event.set("message", error.path("message"));
            event.set("param", error.path("param"));
            return Events.typed(event.put("sequence_number", 0), TokenCounts.NONE, false);
        } catch (IOException e) {
            throw new UncheckedIOException("An envelope of our own is JSON", e);
        }
    }

    Reply.Stream reply() {
        whole("response.created", response.begun());
        whole("response.in_progress", response.begun());
        for (int i = 0; i < response.output().size(); i++) {
            item(i, (ObjectNode) response.output().get(i));
        }
        if (response.directions().end()) {
            var ended = response.ended();
            whole("response." + ended.path("status").textValue(), ended);
        }
        return new Reply.Stream(frames);
    }

    private void whole(String type, JsonNode document) {
        var event = NODES.objectNode();
        event.set("response", document);
        send(type, event, false);
    }

    private void item(int index, ObjectNode item) {
        var begun = item.deepCopy();
        if (begun.has("status")) {
            begun.put("status", "in_progress");
        }
        if (begun.has("content")) {
            begun.putArray("content");
        }
        if (begun.has("arguments")) {
            begun.put("arguments", "");
        }
        outputItem("response.output_item.added", index, begun);
        switch (item.path("type").textValue()) {
            case "message" -> message(index, item);
            case "function_call" -> call(index, item);
            default -> output += response.tokens().reasoning();
        }
        outputItem("response.output_item.done", index, item);
    }

    private void outputItem(String type, int index, ObjectNode item) {
        var event = NODES.objectNode().put("output_index", index);
        event.set("item", item);
        send(type, event, false);
    }

    private void message(int index, ObjectNode item) {
        var text = item.at("/content/0/text").textValue();
        part("response.content_part.added", index, item, ResponseDocument.text(""));
        long before = output;
        long bytes = 0;
        for (var word : Fragments.words(text)) {
            bytes += TokenRule.utf8Length(word);
            output = before + TokenRule.ofBytes(bytes);
            var delta = of(index, item).put("content_index", 0).put("delta", word);
            delta.putArray("logprobs");
            send("response.output_text.delta", delta, false);
        }
        var done = of(index, item).put("content_index", 0).put("text", text);
        done.putArray("logprobs");
        send("response.output_text.done", done, false);
        part("response.content_part.done", index, item, ResponseDocument.text(text));
    }

    private void part(String type, int index, ObjectNode item, ObjectNode part) {
        var event = of(index, item).put("content_index", 0);
        event.set("part", part);
        send(type, event, false);
    }

    private void call(int index, ObjectNode item) {
        var arguments = item.path("arguments").textValue();
        long before = output;
        long bytes = 0;
        for (var piece : Fragments.awkward(arguments)) {
            bytes += TokenRule.utf8Length(piece);
            output = before + TokenRule.ofBytes(bytes);
            send(
                    "response.function_call_arguments.delta",
                    of(index, item).put("delta", piece),
                    true);
        }
        send(
                "response.function_call_arguments.done",
                of(index, item).put("arguments", arguments),
                false);
    }

    private static ObjectNode of(int index, ObjectNode item) {
        return NODES.objectNode()
                .put("item_id", item.path("id").textValue())
                .put("output_index", index);
    }

    private void send(String type, ObjectNode content, boolean split) {
        var event = NODES.objectNode().put("type", type).put("sequence_number", number++);
        event.setAll(content);
        frames.add(Events.typed(event, served(), split));
    }

    private TokenCounts served() {
        var all = response.tokens();
        return new TokenCounts(
                all.input(), all.cachedInput(), 0, output, Math.min(output, all.reasoning()));
    }
}
