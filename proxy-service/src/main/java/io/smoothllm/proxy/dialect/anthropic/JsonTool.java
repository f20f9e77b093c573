package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;

/// Models that cannot be held to a schema can be held to a tool's: they are made to call this one,
/// and its input is their answer.
final class JsonTool {
    /// No client's tool is called so.
    static final String NAME = "smoothllm_json_answer";

    private JsonTool() {}

    /// @throws ProblemException [Problem.Unsupported] when the schema is not one of an object
    static ObjectNode of(OutputFormat.Matching format) {
        if (!format.schema().path("type").asText().equals("object")) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "response_format", "This model can be held to a JSON object only."));
        }
        var tool = Json.MAPPER.createObjectNode().put("name", NAME);
        tool.put(
                "description",
                format.description() == null || format.description().isBlank()
                        ? "Gives the answer. Call it once, with the whole answer."
                        : format.description());
        tool.set("input_schema", format.schema());
        return tool;
    }

    static boolean isCalled(JsonNode block) {
        return block.path("name").asText().equals(NAME);
    }
}
