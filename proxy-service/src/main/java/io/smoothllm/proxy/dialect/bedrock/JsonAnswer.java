package io.smoothllm.proxy.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;

/// How a model that cannot be held to a JSON schema is held to one: by a tool that it must call,
/// and whose arguments become the answer's text. The name alone tells it, so that nothing need be
/// remembered from the request to its answer.
final class JsonAnswer {
    /// No client's tool is called so.
    static final String TOOL = "smoothllm_json_answer";

    private JsonAnswer() {}

    /// @throws ProblemException [Problem.Unsupported] when the schema is not one of an object
    static void write(OutputFormat.Matching format, ObjectNode toolSpec) {
        if (!format.schema().path("type").asText().equals("object")) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "response_format", "This model can be held to a JSON object only."));
        }
        toolSpec.put("name", TOOL)
                .put(
                        "description",
                        format.description() == null || format.description().isBlank()
                                ? "Gives the answer. Call it once, with the whole answer."
                                : format.description());
        toolSpec.putObject("inputSchema").set("json", format.schema());
    }
}
