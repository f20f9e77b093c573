package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.Completion;
import io.smoothllm.testing.simulator.mind.Directions;
import io.smoothllm.testing.simulator.wire.Ids;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.Reply;
import java.time.Instant;

/// The `response` object, as it stands at the start and at the end: a reasoning item when there was
/// thinking (its words stay hidden), a message, the calls.
final class ResponseDocument {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ResponsesRequest request;
    private final Completion completion;
    private final TokenCounts tokens;
    private final Directions directions;
    private final String id = Ids.next("resp_", 48);
    private final long createdAt = Instant.now().getEpochSecond();
    private final ArrayNode output = NODES.arrayNode();

    ResponseDocument(
            ResponsesRequest request,
            Completion completion,
            TokenCounts tokens,
            Directions directions) {
        this.request = request;
        this.completion = completion;
        this.tokens = tokens;
        this.directions = directions;
        if (completion.thinking() != null) {
            output.addObject()
                    .put("id", Ids.next("rs_", 48))
                    .put("type", "reasoning")
                    .putArray("summary");
        }
        if (completion.text() != null) {
            var message =
                    output.addObject()
                            .put("id", Ids.next("msg_", 48))
                            .put("type", "message")
                            .put("status", isCut() ? "incomplete" : "completed")
                            .put("role", "assistant");
            message.putArray("content").add(text(completion.text()));
        }
        for (var call : completion.calls()) {
            output.addObject()
                    .put("id", Ids.next("fc_", 48))
                    .put("type", "function_call")
                    .put("status", "completed")
                    .put("call_id", Ids.next("call_", 24))
                    .put("name", call.name())
                    .put("arguments", call.arguments());
        }
    }

    static ObjectNode text(String text) {
        var part = NODES.objectNode().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    private boolean isCut() {
        return completion.stop() == Completion.Stop.LENGTH;
    }

    TokenCounts tokens() {
        return tokens;
    }

    Directions directions() {
        return directions;
    }

    /// What it is in the end.
    ArrayNode output() {
        return output;
    }

    Reply whole() {
        return new Reply.Whole(200, "application/json", Json.write(ended()), tokens);
    }

    ObjectNode begun() {
        var response = echo("in_progress");
        response.putArray("output");
        return response.putNull("usage");
    }

    ObjectNode ended() {
        var response = echo(isCut() ? "incomplete" : "completed");
        if (isCut()) {
            response.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        response.set("output", output);
        return directions.usage() ? response.set("usage", usage()) : response.putNull("usage");
    }

    private ObjectNode echo(String status) {
        var response =
                NODES.objectNode()
                        .put("id", id)
                        .put("object", "response")
                        .put("created_at", createdAt)
                        .put("status", status)
                        .put("background", false)
                        .putNull("error")
                        .putNull("incomplete_details")
                        .put("model", request.model());
        response.set("instructions", given("instructions", NODES.nullNode()));
        response.set("max_output_tokens", given("max_output_tokens", NODES.nullNode()));
        response.set("metadata", given("metadata", NODES.objectNode()));
        response.set("parallel_tool_calls", given("parallel_tool_calls", NODES.booleanNode(true)));
        response.set("temperature", given("temperature", NODES.numberNode(1.0)));
        response.set("tool_choice", given("tool_choice", NODES.textNode("auto")));
        response.set("tools", given("tools", NODES.arrayNode()));
        response.set("top_p", given("top_p", NODES.numberNode(1.0)));
        response.set("truncation", given("truncation", NODES.textNode("disabled")));
        response.putNull("previous_response_id").put("store", false);
        return response;
    }

    private JsonNode given(String name, JsonNode usual) {
        return request.body().hasNonNull(name) ? request.body().get(name) : usual;
    }

    private ObjectNode usage() {
        var usage =
                NODES.objectNode()
                        .put("input_tokens", tokens.input())
                        .put("output_tokens", tokens.output())
                        .put("total_tokens", tokens.input() + tokens.output());
        usage.putObject("input_tokens_details")
                .put("cached_tokens", tokens.cachedInput())
                .put("cache_write_tokens", 0);
        usage.putObject("output_tokens_details").put("reasoning_tokens", tokens.reasoning());
        return usage;
    }
}
