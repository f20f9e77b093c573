package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.RetryAfter;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.regex.Pattern;

/// `{"type":"error","error":{"type","message","details"?}}`, as a provider says it. Types and codes
/// are Anthropic's own words: [#TRANSLATED] leaves them out, [#AS_IS] keeps them for a client that
/// knows them.
enum UpstreamErrors {
    AS_IS,
    TRANSLATED;

    /// A 400 known by its text alone; agents shorten their prompt when they see the code.
    private static final Pattern TOO_LONG =
            Pattern.compile("prompt is too long|exceed.{0,20}context (window|limit)");

    Problem.UpstreamProblem read(String provider, int status, MultiMap headers, Buffer body) {
        return problem(provider, status, error(body), headers);
    }

    /// An error in the place of an answer, whole or in mid-stream: the type says the status.
    Problem.UpstreamProblem inAnswer(String provider, JsonNode error) {
        int status =
                switch (error.path("type").asText()) {
                    case "invalid_request_error" -> 400;
                    case "authentication_error" -> 401;
                    case "billing_error" -> 402;
                    case "permission_error" -> 403;
                    case "not_found_error" -> 404;
                    case "conflict_error" -> 409;
                    case "request_too_large" -> 413;
                    case "rate_limit_error" -> 429;
                    case "timeout_error" -> 504;
                    case "overloaded_error" -> 529;
                    default -> 500;
                };
        return problem(provider, status, error, MultiMap.caseInsensitiveMultiMap());
    }

    private Problem.UpstreamProblem problem(
            String provider, int status, JsonNode error, MultiMap headers) {
        if (status == 401 || status == 403) {
            return new Problem.CredentialRefused(provider, status);
        }
        var message = error.path("message").asText("");
        return new Problem.Refused(
                provider,
                status,
                this == AS_IS ? error.path("type").asText(null) : null,
                code(status, error, message),
                null,
                message.isEmpty()
                        ? "The provider '" + provider + "' answered with status " + status + "."
                        : message,
                RetryAfter.of(headers));
    }

    private String code(int status, JsonNode error, String message) {
        if (this == AS_IS) {
            return error.path("details").path("error_code").asText(null);
        }
        return status == 400 && TOO_LONG.matcher(message).find() ? "context_length_exceeded" : null;
    }

    private static JsonNode error(Buffer body) {
        return Json.orMissing(body.getBytes()).path("error");
    }
}
