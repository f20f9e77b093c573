package io.smoothllm.proxy.dialect;

import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;

/// How a model is held to JSON that has no word for it. To a schema, by a tool: it is made to call
/// this one, whose input is the answer's text; the name alone tells, so nothing need be remembered
/// from the request to its answer. To just any JSON, by asking for it, which is not strict.
public final class JsonTool {
    /// No client's tool may be called so.
    public static final String NAME = "smoothllm_json_answer";

    public static final Part.Text ONLY_JSON =
            new Part.Text(
                    "Answer with one JSON object and nothing else: no words around it, no code fence.",
                    null);

    private JsonTool() {}

    /// @throws ProblemException [Problem.Unsupported] when the schema is not one of an object
    public static String description(OutputFormat.Matching format) {
        if (!format.schema().path("type").asText().equals("object")) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "response_format", "This model can be held to a JSON object only."));
        }
        return format.description() == null || format.description().isBlank()
                ? "Gives the answer. Call it once, with the whole answer."
                : format.description();
    }
}
