package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.Json;
import java.time.Instant;

/// Writes the object `response` (type `Response`), with every member that strict clients want to
/// see, null or not.
final class ResponseDocument {
    /// What an answer repeats of its request.
    ///
    /// @param members by their names in both
    record Echo(ObjectNode members) {
        private static final String[] AS_GIVEN = {
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "prompt_cache_key",
            "safety_identifier",
            "temperature",
            "top_p",
            "user"
        };

        /// Defaults are OpenAI's, but for those that only the provider knows: a temperature, a
        /// tier.
        static Echo of(JsonNode request) {
            var members = Json.MAPPER.createObjectNode();
            for (var name : AS_GIVEN) {
                members.set(name, given(request, name, Json.MAPPER.nullNode()));
            }
            members.set("metadata", given(request, "metadata", Json.MAPPER.createObjectNode()));
            members.set(
                    "parallel_tool_calls",
                    given(request, "parallel_tool_calls", members.booleanNode(true)));
            members.set("reasoning", reasoning(request.path("reasoning")));
            members.set("text", text(request.path("text")));
            members.set("tool_choice", given(request, "tool_choice", members.textNode("auto")));
            members.set("tools", given(request, "tools", Json.MAPPER.createArrayNode()));
            members.set("top_logprobs", given(request, "top_logprobs", members.numberNode(0)));
            return new Echo(members);
        }

        private static JsonNode reasoning(JsonNode given) {
            var reasoning = Json.MAPPER.createObjectNode().putNull("effort").putNull("summary");
            return given instanceof ObjectNode object ? reasoning.setAll(object) : reasoning;
        }

        private static JsonNode text(JsonNode given) {
            var text = Json.MAPPER.createObjectNode();
            text.putObject("format").put("type", "text");
            if (given instanceof ObjectNode object) {
                object.properties().stream()
                        .filter(member -> !member.getValue().isNull())
                        .forEach(member -> text.set(member.getKey(), member.getValue()));
            }
            return text;
        }

        private static JsonNode given(JsonNode request, String name, JsonNode otherwise) {
            return request.hasNonNull(name) ? request.get(name) : otherwise;
        }
    }

    private final String id;
    private final String model;
    private final Echo echo;
    private final long createdAt = Instant.now().getEpochSecond();

    ResponseDocument(String id, String model, Echo echo) {
        this.id = id;
        this.model = model;
        this.echo = echo;
    }

    /// Before anything was said.
    ObjectNode begun() {
        return document("in_progress", null, Json.MAPPER.createArrayNode()).putNull("usage");
    }

    ObjectNode finished(Finish reason, ArrayNode output, TokenCounts tokens) {
        var document =
                switch (reason) {
                    case STOP, STOP_SEQUENCE, TOOL_CALLS -> document("completed", null, output);
                    case LENGTH, CONTEXT_FULL ->
                            document("incomplete", "max_output_tokens", output);
                    case REFUSED -> document("incomplete", "content_filter", output);
                };
        document.set("usage", Usage.write(tokens));
        return document;
    }

    private ObjectNode document(String status, String whyIncomplete, ArrayNode output) {
        var document = Json.MAPPER.createObjectNode();
        document.put("id", id).put("object", "response").put("created_at", createdAt);
        document.put("status", status).put("background", false);
        if (status.equals("completed")) {
            document.put("completed_at", Instant.now().getEpochSecond());
        } else {
            document.putNull("completed_at");
        }
        document.putNull("error");
        if (whyIncomplete == null) {
            document.putNull("incomplete_details");
        } else {
            document.putObject("incomplete_details").put("reason", whyIncomplete);
        }
        document.put("model", model).set("output", output);
        document.putNull("previous_response_id").putNull("service_tier").put("store", false);
        document.put("truncation", "disabled");
        return document.setAll(echo.members());
    }
}
