package io.smoothllm.proxy.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Follows a stream as the official clients do (`ResponseAccumulator` of `openai` 6.49), and is
/// stricter: every event must be numbered, belong to something that is open, and every end must
/// repeat what came before it.
final class Replay {
    private final List<JsonNode> events = new ArrayList<>();
    private final List<ObjectNode> items = new ArrayList<>();
    private final List<Boolean> open = new ArrayList<>();
    private JsonNode response;

    static Replay of(Buffer stream) {
        var replay = new Replay();
        for (var block : stream.toString().split("\n\n")) {
            var lines = block.split("\n");
            assertThat(lines).hasSize(2);
            replay.hear(lines[0].substring("event: ".length()), lines[1].substring(6));
        }
        return replay;
    }

    List<JsonNode> events() {
        return events;
    }

    List<String> types() {
        return events.stream().map(event -> event.path("type").textValue()).toList();
    }

    /// The response the stream ended with.
    JsonNode response() {
        return response;
    }

    /// What the events alone make of it.
    List<ObjectNode> items() {
        return items;
    }

    private void hear(String name, String data) {
        var event = json(data);
        assertThat(event.path("type").textValue()).isEqualTo(name);
        assertThat(event.path("sequence_number").longValue()).isEqualTo(events.size());
        assertThat(response).as("nothing follows the end").isNull();
        events.add(event);
        switch (name) {
            case "response.created" -> begins(0, event);
            case "response.in_progress" -> begins(1, event);
            case "response.completed", "response.incomplete" -> ends(name, event);
            case "response.output_item.added" -> added(event);
            case "response.output_item.done" -> done(event);
            case "response.content_part.added" ->
                    append(list(event, "content"), event.path("content_index"), event.path("part"));
            case "response.output_text.delta" -> {
                var part = part(event, "content", "content_index");
                grow(part, "text", event);
                ((ArrayNode) part.path("logprobs")).addAll((ArrayNode) event.path("logprobs"));
            }
            case "response.refusal.delta" ->
                    grow(part(event, "content", "content_index"), "refusal", event);
            case "response.output_text.done" -> {
                var part = part(event, "content", "content_index");
                assertThat(event.path("text")).isEqualTo(part.path("text"));
                assertThat(event.path("logprobs")).isEqualTo(part.path("logprobs"));
            }
            case "response.refusal.done" ->
                    assertThat(event.path("refusal"))
                            .isEqualTo(part(event, "content", "content_index").path("refusal"));
            case "response.content_part.done" ->
                    assertThat(event.path("part"))
                            .isEqualTo(part(event, "content", "content_index"));
            case "response.reasoning_summary_part.added" ->
                    append(list(event, "summary"), event.path("summary_index"), event.path("part"));
            case "response.reasoning_summary_text.delta" ->
                    grow(part(event, "summary", "summary_index"), "text", event);
            case "response.reasoning_summary_text.done" ->
                    assertThat(event.path("text"))
                            .isEqualTo(part(event, "summary", "summary_index").path("text"));
            case "response.reasoning_summary_part.done" ->
                    assertThat(event.path("part"))
                            .isEqualTo(part(event, "summary", "summary_index"));
            case "response.function_call_arguments.delta" -> grow(item(event), "arguments", event);
            case "response.function_call_arguments.done" -> {
                assertThat(event.path("arguments")).isEqualTo(item(event).path("arguments"));
                assertThat(event.path("name")).isEqualTo(item(event).path("name"));
            }
            case "response.custom_tool_call_input.delta" -> grow(item(event), "input", event);
            case "response.custom_tool_call_input.done" ->
                    assertThat(event.path("input")).isEqualTo(item(event).path("input"));
            default -> throw new AssertionError("No such event: " + name);
        }
    }

    private void begins(int number, JsonNode event) {
        assertThat(events).hasSize(number + 1);
        var begun = event.path("response");
        assertThat(begun.path("status").textValue()).isEqualTo("in_progress");
        assertThat(begun.path("output")).isEmpty();
        assertThat(begun.get("usage").isNull()).isTrue();
    }

    private void ends(String name, JsonNode event) {
        response = event.path("response");
        assertThat("response." + response.path("status").textValue()).isEqualTo(name);
        assertThat(open).as("every item has ended").doesNotContain(true);
        assertThat(response.path("output")).containsExactlyElementsOf(items);
        assertThat(response.path("id")).isEqualTo(events.getFirst().path("response").path("id"));
    }

    private void added(JsonNode event) {
        assertThat(event.path("output_index").intValue()).isEqualTo(items.size());
        assertThat(event.path("item").path("status").textValue()).isEqualTo("in_progress");
        items.add(event.path("item").deepCopy());
        open.add(true);
    }

    private void done(JsonNode event) {
        int index = event.path("output_index").intValue();
        var item = (ObjectNode) event.path("item");
        assertThat(open.get(index)).isTrue();
        assertThat(item.path("status").textValue()).isIn("completed", "incomplete");
        var gathered = items.get(index).set("status", item.get("status"));
        if (item.path("type").textValue().equals("reasoning")) {
            ((ObjectNode) gathered).set("encrypted_content", item.get("encrypted_content"));
        }
        assertThat((JsonNode) item).isEqualTo(gathered);
        open.set(index, false);
    }

    private ObjectNode item(JsonNode event) {
        int index = event.path("output_index").intValue();
        assertThat(open.get(index)).as("events of an item come before its end").isTrue();
        assertThat(items.get(index).path("id")).isEqualTo(event.path("item_id"));
        return items.get(index);
    }

    private ArrayNode list(JsonNode event, String name) {
        return (ArrayNode) item(event).path(name);
    }

    private ObjectNode part(JsonNode event, String name, String number) {
        return (ObjectNode) list(event, name).path(event.path(number).intValue());
    }

    private static void append(ArrayNode list, JsonNode number, JsonNode part) {
        assertThat(number.intValue()).isEqualTo(list.size());
        list.add(part.deepCopy());
    }

    private static void grow(ObjectNode thing, String name, JsonNode event) {
        thing.put(name, thing.path(name).textValue() + event.path("delta").textValue());
    }

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
