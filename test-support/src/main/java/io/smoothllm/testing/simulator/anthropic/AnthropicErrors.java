package io.smoothllm.testing.simulator.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.testing.simulator.wire.Failure;
import io.smoothllm.testing.simulator.wire.Ids;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.Refused;
import io.smoothllm.testing.simulator.wire.Reply;

/// Anthropic's words for what went wrong.
final class AnthropicErrors {
    private AnthropicErrors() {}

    static Refused badRequest(String message) {
        return refused(400, message);
    }

    static Refused refused(int status, String message) {
        return new Refused(of(new Failure(status, null, null, message)));
    }

    static Reply.Whole of(Failure failure) {
        return Reply.json(failure.status(), Json.write(envelope(failure)));
    }

    static ObjectNode envelope(Failure failure) {
        int status = failure.status();
        var envelope = JsonNodeFactory.instance.objectNode().put("type", "error");
        envelope.putObject("error")
                .put("type", failure.type() == null ? type(status) : failure.type())
                .put("message", failure.message() == null ? message(status) : failure.message());
        return envelope.put("request_id", Ids.next("req_", 24));
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 503, 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }

    private static String message(int status) {
        return switch (status) {
            case 401 -> "invalid x-api-key";
            case 404 -> "Not found";
            case 413 -> "Request exceeds the maximum size";
            case 429 -> "This request would exceed your organization's rate limit.";
            case 503, 529 -> "Overloaded";
            default -> status >= 500 ? "Internal server error" : "The request is not valid.";
        };
    }
}
