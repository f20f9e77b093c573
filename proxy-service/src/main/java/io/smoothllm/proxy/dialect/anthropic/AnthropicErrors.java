package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.RetryAfter;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.regex.Pattern;

/// `{"type":"error","error":{"type","message"}}`. Types are Anthropic's own words, so only status
/// and message go into the neutral form.
final class AnthropicErrors {
    /// A 400 known by its text alone; agents shorten their prompt when they see the code.
    private static final Pattern TOO_LONG =
            Pattern.compile("prompt is too long|exceed.{0,20}context (window|limit)");

    private AnthropicErrors() {}

    static Problem.UpstreamProblem read(
            String provider, int status, MultiMap headers, Buffer body) {
        if (status == 401 || status == 403) {
            return new Problem.CredentialRefused(provider, status);
        }
        return refused(provider, status, message(body), headers);
    }

    /// An error in the place of an answer, whole or in mid-stream: the type says the status.
    static Problem.UpstreamProblem inAnswer(String provider, JsonNode error) {
        int status =
                switch (error.path("type").asText()) {
                    case "invalid_request_error" -> 400;
                    case "authentication_error" -> 401;
                    case "billing_error" -> 402;
                    case "permission_error" -> 403;
                    case "not_found_error" -> 404;
                    case "request_too_large" -> 413;
                    case "rate_limit_error" -> 429;
                    case "timeout_error" -> 504;
                    case "overloaded_error" -> 529;
                    default -> 500;
                };
        return status == 401 || status == 403
                ? new Problem.CredentialRefused(provider, status)
                : refused(
                        provider,
                        status,
                        error.path("message").asText(""),
                        MultiMap.caseInsensitiveMultiMap());
    }

    private static Problem.Refused refused(
            String provider, int status, String message, MultiMap headers) {
        var text =
                message.isEmpty()
                        ? "The provider '" + provider + "' answered with status " + status + "."
                        : message;
        var code =
                status == 400 && TOO_LONG.matcher(text).find() ? "context_length_exceeded" : null;
        return new Problem.Refused(
                provider, status, null, code, null, text, RetryAfter.of(headers));
    }

    private static String message(Buffer body) {
        try {
            return Json.MAPPER.readTree(body.getBytes()).path("error").path("message").asText("");
        } catch (JsonProcessingException e) {
            return ""; // HTML from something in between; the status says enough
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot fail to be read", e);
        }
    }
}
