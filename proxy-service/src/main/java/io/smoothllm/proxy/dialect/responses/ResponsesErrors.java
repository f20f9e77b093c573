package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.error.OpenAiError;
import io.smoothllm.proxy.dialect.ClientDialect.ErrorReply;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.envelope.OpenAiErrors;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/// Problems in the words of Responses: OpenAI's envelope, and an event of its own in a stream.
final class ResponsesErrors {
    /// Fields of the neutral form, by the names this dialect has for them.
    private static final Map<String, String> NAMES =
            Map.of(
                    "max_completion_tokens",
                    "max_output_tokens",
                    "max_tokens",
                    "max_output_tokens",
                    "messages",
                    "input",
                    "reasoning_effort",
                    "reasoning.effort",
                    "response_format",
                    "text.format",
                    "logprobs",
                    "include",
                    "verbosity",
                    "text.verbosity");

    private ResponsesErrors() {}

    static ErrorReply reply(Problem problem) {
        return OpenAiErrors.reply(inOurWords(problem));
    }

    /// The types have the members of an error in the event itself (`ResponseErrorEvent`); OpenAI
    /// sends them in an `error` inside (openai/openai-dotnet#881), and that member alone makes the
    /// official clients raise an exception. So both are there. `response.failed` makes none raise.
    ///
    /// @param number of the event in its stream
    static Buffer inStream(Problem problem, long number) {
        var error = OpenAiErrors.envelope(inOurWords(problem)).error();
        var event = Json.MAPPER.createObjectNode();
        event.put("type", "error").put("sequence_number", number);
        event.put("code", error.code()).put("message", error.message());
        event.put("param", error.param()).set("error", nested(error));
        var out = Buffer.buffer();
        EventStream.write(event, out);
        return out;
    }

    private static ObjectNode nested(OpenAiError.Body error) {
        return Json.MAPPER
                .createObjectNode()
                .put("type", error.type())
                .put("code", error.code())
                .put("message", error.message())
                .put("param", error.param());
    }

    private static Problem inOurWords(Problem problem) {
        return switch (problem) {
            case Problem.Unsupported(var param, var message, var code) ->
                    new Problem.Unsupported(name(param), message, code);
            case Problem.InvalidRequest(var param, var message) ->
                    new Problem.InvalidRequest(name(param), message);
            case Problem.Refused refused when refused.param() != null ->
                    new Problem.Refused(
                            refused.provider(),
                            refused.status(),
                            refused.type(),
                            refused.code(),
                            name(refused.param()),
                            refused.message(),
                            refused.retryAfter());
            case Problem.Refusal _, Problem.UpstreamProblem _, Problem.Internal _ -> problem;
        };
    }

    private static String name(String param) {
        return param == null ? null : NAMES.getOrDefault(param, param);
    }
}
