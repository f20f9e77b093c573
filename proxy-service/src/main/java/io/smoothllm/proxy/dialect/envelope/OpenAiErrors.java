package io.smoothllm.proxy.dialect.envelope;

import io.smoothllm.model.error.OpenAiError;
import io.smoothllm.proxy.dialect.ClientDialect.ErrorReply;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.buffer.Buffer;

/// Every problem, in OpenAI's envelope. Types and codes are those its SDKs and agents look for.
public final class OpenAiErrors {
    private record Saying(int status, String message, String type, String param, String code) {}

    private static final String INVALID = "invalid_request_error";
    private static final String SERVER = "server_error";

    private OpenAiErrors() {}

    public static ErrorReply reply(Problem problem) {
        var saying = say(problem);
        return new ErrorReply(saying.status(), json(saying));
    }

    public static Buffer inStream(Problem problem) {
        return Buffer.buffer("data: ").appendBuffer(json(say(problem))).appendString("\n\n");
    }

    public static OpenAiError envelope(Problem problem) {
        return envelope(say(problem));
    }

    private static Saying say(Problem problem) {
        return switch (problem) {
            case Problem.MissingKey() ->
                    key(
                            401,
                            "You didn't provide an API key. Send it as 'Authorization: Bearer sk-smooth-…'.",
                            "invalid_api_key");
            case Problem.InvalidKey() -> key(401, "Incorrect API key provided.", "invalid_api_key");
            case Problem.RevokedKey() -> key(401, "This API key was revoked.", "invalid_api_key");
            case Problem.ExpiredKey() -> key(401, "This API key has expired.", "invalid_api_key");
            case Problem.SuspendedKey() ->
                    key(403, "The account of this API key is disabled.", "key_suspended");
            case Problem.AddressNotAllowed() ->
                    new Saying(
                            403,
                            "This API key may not be used from your address.",
                            "permission_error",
                            null,
                            "address_not_allowed");
            case Problem.ModelNotAllowed(var model) ->
                    new Saying(
                            403,
                            "This API key may not use the model '" + model + "'.",
                            "permission_error",
                            "model",
                            "model_not_allowed");
            case Problem.ModelNotFound(var model) ->
                    new Saying(
                            404,
                            "The model '"
                                    + model
                                    + "' does not exist or you do not have access to it.",
                            INVALID,
                            "model",
                            "model_not_found");
            case Problem.NoSuchEndpoint(var method, var path) ->
                    new Saying(
                            404,
                            "Unknown request URL: " + method + " " + path + ".",
                            INVALID,
                            null,
                            "unknown_url");
            case Problem.MethodNotAllowed(var method, var path, var allowed) ->
                    new Saying(
                            405,
                            "Not allowed to " + method + " on " + path + "; use " + allowed + ".",
                            INVALID,
                            null,
                            "method_not_supported");
            case Problem.HeadersTooLarge(var limit) ->
                    new Saying(
                            431,
                            "The request's headers are larger than " + limit + " bytes.",
                            INVALID,
                            null,
                            "headers_too_large");
            case Problem.BodyTooLarge(var limit) ->
                    new Saying(
                            413,
                            "The request's body is larger than " + limit + " bytes.",
                            INVALID,
                            null,
                            "request_too_large");
            case Problem.BodyIncomplete() ->
                    new Saying(
                            400, "The request's body broke off.", INVALID, null, "incomplete_body");
            case Problem.BodyTooSlow() ->
                    new Saying(
                            408,
                            "The request's body did not arrive in time.",
                            INVALID,
                            null,
                            "request_timeout");
            case Problem.MalformedJson(var where) ->
                    new Saying(
                            400,
                            "We could not parse the JSON body of your request: it breaks at "
                                    + where
                                    + ".",
                            INVALID,
                            null,
                            "invalid_json");
            case Problem.InvalidRequest(var param, var message) ->
                    new Saying(400, message, INVALID, param, "invalid_value");
            case Problem.Unsupported(var param, var message, var code) ->
                    new Saying(
                            400,
                            message,
                            INVALID,
                            param,
                            code == null ? "unsupported_parameter" : code);
            case Problem.KeyCheckUnavailable() ->
                    new Saying(
                            503,
                            "This API key cannot be checked at the moment. Try again.",
                            SERVER,
                            null,
                            "key_check_unavailable");
            case Problem.JournalFull() ->
                    new Saying(
                            503,
                            "The proxy cannot keep account of more calls at the moment. Try again later.",
                            SERVER,
                            null,
                            "journal_full");
            case Problem.ShuttingDown() ->
                    new Saying(
                            503,
                            "The proxy is being restarted. Try again.",
                            SERVER,
                            null,
                            "shutting_down");
            case Problem.UpstreamProblem upstream -> say(upstream);
            case Problem.Internal() ->
                    new Saying(
                            500,
                            "The proxy failed to handle the request.",
                            SERVER,
                            null,
                            "internal_error");
        };
    }

    private static Saying say(Problem.UpstreamProblem problem) {
        var provider = "The provider '" + problem.provider() + "' ";
        return switch (problem) {
            case Problem.Unreachable _ ->
                    server(502, provider + "cannot be reached.", problem.label());
            case Problem.AddressForbidden _ ->
                    server(502, provider + "has an address that is not allowed.", problem.label());
            case Problem.TimedOut _ ->
                    server(504, provider + "did not answer in time.", problem.label());
            case Problem.CredentialRefused _ ->
                    server(
                            502,
                            provider + "refused the credential it is configured with.",
                            problem.label());
            case Problem.Garbled _ ->
                    server(
                            502,
                            provider + "gave an answer that cannot be understood.",
                            problem.label());
            case Problem.StreamBroken _ ->
                    server(502, provider + "broke off its answer.", problem.label());
            case Problem.Refused refused -> refused(refused);
        };
    }

    /// What the provider said stays; what it left out, its status says.
    private static Saying refused(Problem.Refused refused) {
        // 529 is Anthropic's "overloaded"; clients know 503.
        int status = refused.status() == 529 ? 503 : refused.status();
        var type = refused.type();
        var code = refused.code();
        if (type == null) {
            type = status == 429 ? "rate_limit_error" : status < 500 ? INVALID : SERVER;
        }
        if (code == null) {
            code =
                    switch (status) {
                        case 402 -> "insufficient_quota";
                        case 404 -> "model_not_found";
                        case 429 -> "rate_limit_exceeded";
                        case 503 -> "overloaded";
                        default -> null;
                    };
        }
        return new Saying(status, refused.message(), type, refused.param(), code);
    }

    private static Saying key(int status, String message, String code) {
        return new Saying(status, message, INVALID, null, code);
    }

    private static Saying server(int status, String message, String code) {
        return new Saying(status, message, SERVER, null, code);
    }

    private static OpenAiError envelope(Saying saying) {
        return OpenAiError.of(saying.message(), saying.type(), saying.param(), saying.code());
    }

    private static Buffer json(Saying saying) {
        return Buffer.buffer(Json.bytes(envelope(saying)));
    }
}
