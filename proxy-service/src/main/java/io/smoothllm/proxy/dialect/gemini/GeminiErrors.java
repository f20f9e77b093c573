package io.smoothllm.proxy.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.RetryAfter;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.regex.Pattern;

/// `{"error":{"code","message","status","details"}}` (google.rpc.Status), on streams also as the
/// one element of an array. The status names are Google's own words, so only the number and the
/// message go into the neutral form.
final class GeminiErrors {
    /// A 400 known by its text alone; agents shorten their prompt when they see the code.
    private static final Pattern TOO_LONG =
            Pattern.compile("token count.{0,60}exceeds the maximum", Pattern.CASE_INSENSITIVE);

    private GeminiErrors() {}

    static Problem.UpstreamProblem read(
            String provider, int status, MultiMap headers, Buffer body) {
        return problem(provider, status, error(body), RetryAfter.of(headers));
    }

    /// An error in the place of an answer, whole or in mid-stream.
    static Problem.UpstreamProblem inAnswer(String provider, JsonNode error) {
        int code = error.path("code").asInt(0);
        return problem(provider, code >= 400 && code < 600 ? code : status(error), error, null);
    }

    private static Problem.UpstreamProblem problem(
            String provider, int status, JsonNode error, Duration retryAfter) {
        if (status == 401 || status == 403 || isOurKeyWrong(error)) {
            return new Problem.CredentialRefused(provider, status);
        }
        var said = error.isTextual() ? error.textValue() : error.path("message").asText("");
        var message =
                said.isEmpty()
                        ? "The provider '" + provider + "' answered with status " + status + "."
                        : said;
        var code =
                status == 400 && TOO_LONG.matcher(message).find()
                        ? "context_length_exceeded"
                        : null;
        var told = retryDelay(error);
        return new Problem.Refused(
                provider, status, null, code, null, message, told == null ? retryAfter : told);
    }

    /// A wrong key is a 400: `API_KEY_INVALID`, and others of that family.
    private static boolean isOurKeyWrong(JsonNode error) {
        for (var detail : error.path("details")) {
            if (detail.path("reason").asText().startsWith("API_KEY_")) {
                return true;
            }
        }
        return false;
    }

    /// google.rpc.RetryInfo, such as `{"retryDelay":"37s"}` or `"1.5s"`.
    private static Duration retryDelay(JsonNode error) {
        for (var detail : error.path("details")) {
            var delay = detail.path("retryDelay").asText("");
            if (delay.endsWith("s")) {
                return RetryAfter.ofSeconds(delay.substring(0, delay.length() - 1));
            }
        }
        return null;
    }

    private static int status(JsonNode error) {
        return switch (error.path("status").asText()) {
            case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> 400;
            case "UNAUTHENTICATED" -> 401;
            case "PERMISSION_DENIED" -> 403;
            case "NOT_FOUND" -> 404;
            case "ABORTED", "ALREADY_EXISTS" -> 409;
            case "RESOURCE_EXHAUSTED" -> 429;
            case "INTERNAL", "UNKNOWN", "DATA_LOSS" -> 500;
            case "UNIMPLEMENTED" -> 501;
            case "UNAVAILABLE" -> 503;
            case "DEADLINE_EXCEEDED" -> 504;
            default -> 502;
        };
    }

    /// Missing when there is none.
    private static JsonNode error(Buffer body) {
        var root = Json.orMissing(body.getBytes());
        return (root.isArray() ? root.path(0) : root).path("error");
    }
}
