package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smoothllm.proxy.problem.Problem;
import java.util.Set;

/// An error in the place of an answer: the event `error`, whose members stand in it or in an
/// `error` inside, or the `error` of a response that failed (type `ResponseError`). None of them
/// has a status, so code and type say which it would have been.
final class FailureReader {
    private static final Set<String> TOO_MANY =
            Set.of(
                    "rate_limit_exceeded",
                    "rate_limit_error",
                    "too_many_requests",
                    "insufficient_quota",
                    "requests",
                    "tokens");

    private static final Set<String> CREDENTIAL =
            Set.of("invalid_api_key", "authentication_error", "permission_error");

    private static final Set<String> OVERLOADED =
            Set.of("overloaded", "overloaded_error", "server_is_overloaded", "service_unavailable");

    private static final Set<String> REQUEST =
            Set.of(
                    "invalid_request_error",
                    "invalid_prompt",
                    "context_length_exceeded",
                    "data_residency_mismatch",
                    "bio_policy");

    private FailureReader() {}

    static Problem.UpstreamProblem read(String provider, EventScan event) {
        if (event.error() != null) {
            return read(provider, event.error());
        }
        if (event.response() != null && event.response().error() != null) {
            return read(provider, event.response().error());
        }
        return read(
                provider,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("code", event.code())
                        .put("message", event.message())
                        .put("param", event.param()));
    }

    static Problem.UpstreamProblem read(String provider, JsonNode error) {
        var type = text(error.path("type"));
        var code = text(error.path("code"));
        int status = status(error.path("code").asInt(0), code, type);
        if (status == 401) {
            return new Problem.CredentialRefused(provider, status);
        }
        var message = text(error.isTextual() ? error : error.path("message"));
        return new Problem.Refused(
                provider,
                status,
                type,
                code,
                text(error.path("param")),
                message == null ? "The provider '" + provider + "' failed." : message,
                null);
    }

    private static int status(int number, String code, String type) {
        if (number >= 400 && number < 600) {
            return number;
        }
        if (isOneOf(TOO_MANY, code, type)) {
            return 429;
        }
        if (isOneOf(CREDENTIAL, code, type)) {
            return 401;
        }
        if (isOneOf(OVERLOADED, code, type)) {
            return 503;
        }
        boolean request = isOneOf(REQUEST, code, type) || (code != null && code.contains("image"));
        return request ? 400 : 500;
    }

    private static boolean isOneOf(Set<String> words, String code, String type) {
        return (code != null && words.contains(code)) || (type != null && words.contains(type));
    }

    private static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isEmpty()
                ? node.asText()
                : null;
    }
}
