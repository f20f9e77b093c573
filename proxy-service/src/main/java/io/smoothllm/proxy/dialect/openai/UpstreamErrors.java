package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.RetryAfter;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.regex.Pattern;

/// Errors as OpenAI and its many imitators say them: `{"error":{…}}`, `{"error":"text"}`,
/// `{"message":…}`, `{"detail":…}`, the first of these in an array, or no JSON at all. Type, code
/// and param stay as they are, but for what Azure and others hide.
final class UpstreamErrors {
    /// A prompt that is too long, where the code does not say so (vLLM, llama.cpp, Mistral, xAI,
    /// Groq): agents shorten their prompt when they see it.
    private static final Pattern TOO_LONG =
            Pattern.compile(
                    "maximum (context|prompt) length"
                            + "|exceed\\w*.{0,40}context (window|length|size|limit)"
                            + "|(prompt|input|context) is too long"
                            + "|too large for model with \\d+ maximum context"
                            + "|reduce the length of the (messages|prompt|input)",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private UpstreamErrors() {}

    static Problem.UpstreamProblem read(
            String provider, int status, MultiMap headers, Buffer body) {
        return problem(provider, status, parse(body), headers);
    }

    /// An error in the place of an answer, whole or in mid-stream. OpenRouter's code is a status;
    /// else the words tell one.
    static Problem.UpstreamProblem inAnswer(String provider, JsonNode error) {
        int status = error.path("code").asInt(error.path("status").asInt(0));
        return problem(
                provider,
                status >= 400 && status < 600 ? status : statusOf(error),
                error,
                MultiMap.caseInsensitiveMultiMap());
    }

    private static int statusOf(JsonNode error) {
        var words = error.path("type").asText() + ' ' + error.path("code").asText();
        return words.contains("rate_limit") || words.contains("insufficient_quota")
                ? 429
                : words.contains("invalid_request") || words.contains("content_filter") ? 400 : 502;
    }

    private static Problem.UpstreamProblem problem(
            String provider, int status, JsonNode error, MultiMap headers) {
        if (status == 401 || status == 403) {
            return new Problem.CredentialRefused(provider, status);
        }
        var message = message(error);
        return new Problem.Refused(
                provider,
                status,
                text(error.path("type")),
                message != null && status < 500 && TOO_LONG.matcher(message).find()
                        ? "context_length_exceeded"
                        : code(error),
                text(error.path("param")),
                message == null
                        ? "The provider '" + provider + "' answered with status " + status + "."
                        : message,
                RetryAfter.of(headers));
    }

    /// FastAPI's servers say `detail`, and where a body does not fit, an array of those.
    private static String message(JsonNode error) {
        var said = text(error.isTextual() ? error : error.path("message"));
        var detail = error.path("detail");
        return said == null ? text(detail.isArray() ? detail.path(0).path("msg") : detail) : said;
    }

    /// Azure's own code for what its filter stopped stands inside.
    private static String code(JsonNode error) {
        var code = text(error.path("code"));
        return code == null
                        && error.path("innererror")
                                .path("code")
                                .asText()
                                .equals("ResponsibleAIPolicyViolation")
                ? "content_filter"
                : code;
    }

    private static JsonNode parse(Buffer body) {
        var root = Json.orMissing(body.getBytes());
        var first = root.isArray() ? root.path(0) : root;
        return first.has("error") ? first.path("error") : first;
    }

    private static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isEmpty()
                ? node.asText()
                : null;
    }
}
