package io.smoothllm.proxy.dialect.anthropic;

import io.smoothllm.proxy.dialect.ClientDialect.ErrorReply;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.Set;

/// Every problem, in Anthropic's envelope. Types are those of its SDKs (`ErrorType` in
/// `resources/shared.d.ts`); a code goes where they look for one, into `details.error_code`.
final class AnthropicErrors {
    /// @param code null = none
    private record Saying(int status, String type, String message, String code) {}

    private static final String INVALID = "invalid_request_error";
    private static final String AUTHENTICATION = "authentication_error";
    private static final String PERMISSION = "permission_error";
    private static final String NOT_FOUND = "not_found_error";
    private static final String TIMEOUT = "timeout_error";
    private static final String API = "api_error";

    /// Types of a provider that say more than its status does.
    private static final Set<String> EXACT =
            Set.of(
                    AUTHENTICATION,
                    "billing_error",
                    PERMISSION,
                    NOT_FOUND,
                    "rate_limit_error",
                    TIMEOUT,
                    API,
                    "overloaded_error",
                    "request_too_large",
                    "conflict_error",
                    "memory_precondition_failed_error",
                    "memory_path_conflict_error");

    private AnthropicErrors() {}

    static ErrorReply reply(Problem problem) {
        var saying = say(problem);
        return new ErrorReply(saying.status(), json(saying));
    }

    static Buffer inStream(Problem problem) {
        return Buffer.buffer("event: error\ndata: ")
                .appendBuffer(json(say(problem)))
                .appendString("\n\n");
    }

    private static Saying say(Problem problem) {
        return switch (problem) {
            case Problem.MissingKey() ->
                    saying(
                            401,
                            AUTHENTICATION,
                            "There is no API key. Send it as 'x-api-key: sk-smooth-…'.");
            case Problem.InvalidKey() -> saying(401, AUTHENTICATION, "Invalid API key.");
            case Problem.RevokedKey() -> saying(401, AUTHENTICATION, "This API key was revoked.");
            case Problem.ExpiredKey() -> saying(401, AUTHENTICATION, "This API key has expired.");
            case Problem.SuspendedKey() ->
                    saying(403, PERMISSION, "The account of this API key is disabled.");
            case Problem.AddressNotAllowed() ->
                    saying(403, PERMISSION, "This API key may not be used from your address.");
            case Problem.ModelNotAllowed(var model) ->
                    saying(403, PERMISSION, "This API key may not use the model '" + model + "'.");
            case Problem.ModelNotFound(var model) ->
                    saying(
                            404,
                            NOT_FOUND,
                            "model: The model '"
                                    + model
                                    + "' does not exist or you do not have access to it.");
            case Problem.NoSuchEndpoint(var method, var path) ->
                    saying(404, NOT_FOUND, "Unknown request URL: " + method + " " + path + ".");
            case Problem.MethodNotAllowed(var method, var path, var allowed) ->
                    saying(
                            405,
                            INVALID,
                            "Not allowed to " + method + " on " + path + "; use " + allowed + ".");
            case Problem.HeadersTooLarge(var limit) ->
                    saying(
                            431,
                            INVALID,
                            "The request's headers are larger than " + limit + " bytes.");
            case Problem.BodyTooLarge(var limit) ->
                    saying(413, INVALID, "The request's body is larger than " + limit + " bytes.");
            case Problem.BodyIncomplete() -> saying(400, INVALID, "The request's body broke off.");
            case Problem.BodyTooSlow() ->
                    saying(408, TIMEOUT, "The request's body did not arrive in time.");
            case Problem.MalformedJson(var where) ->
                    saying(400, INVALID, "The body is not valid JSON: it breaks at " + where + ".");
            case Problem.InvalidRequest(var param, var message) ->
                    saying(400, INVALID, at(param, message));
            case Problem.Unsupported(var param, var message, var code) ->
                    new Saying(400, INVALID, at(ownName(param), message), code);
            case Problem.KeyCheckUnavailable() ->
                    saying(503, API, "This API key cannot be checked at the moment. Try again.");
            case Problem.JournalFull() ->
                    saying(
                            503,
                            API,
                            "The proxy cannot keep account of more calls at the moment. Try again later.");
            case Problem.ShuttingDown() ->
                    saying(503, API, "The proxy is being restarted. Try again.");
            case Problem.UpstreamProblem upstream -> say(upstream);
            case Problem.Internal() -> saying(500, API, "The proxy failed to handle the request.");
        };
    }

    private static Saying say(Problem.UpstreamProblem problem) {
        var provider = "The provider '" + problem.provider() + "' ";
        return switch (problem) {
            case Problem.Unreachable _ -> saying(502, API, provider + "cannot be reached.");
            case Problem.AddressForbidden _ ->
                    saying(502, API, provider + "has an address that is not allowed.");
            case Problem.TimedOut _ -> saying(504, TIMEOUT, provider + "did not answer in time.");
            case Problem.CredentialRefused _ ->
                    saying(502, API, provider + "refused the credential it is configured with.");
            case Problem.Garbled _ ->
                    saying(502, API, provider + "gave an answer that cannot be understood.");
            case Problem.StreamBroken _ -> saying(502, API, provider + "broke off its answer.");
            case Problem.Refused refused -> refused(refused);
        };
    }

    /// What the provider said stays; for types that Anthropic does not have, its status speaks.
    private static Saying refused(Problem.Refused refused) {
        var type = refused.type();
        return new Saying(
                refused.status(),
                type != null && EXACT.contains(type) ? type : typeOf(refused.status()),
                at(refused.param(), tooLong(refused)),
                refused.code());
    }

    private static String typeOf(int status) {
        return switch (status) {
            case 401 -> AUTHENTICATION;
            case 402 -> "billing_error";
            case 403 -> PERMISSION;
            case 404 -> NOT_FOUND;
            case 408, 504 -> TIMEOUT;
            case 409 -> "conflict_error";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> status < 500 ? INVALID : API;
        };
    }

    /// Agents shorten their conversation when they read these words, Anthropic's own.
    private static String tooLong(Problem.Refused refused) {
        var words = "prompt is too long";
        return "context_length_exceeded".equals(refused.code())
                        && !refused.message().contains(words)
                ? words + ": " + refused.message()
                : refused.message();
    }

    /// The envelope has no member for the field at fault.
    private static String at(String param, String message) {
        return param == null ? message : param + ": " + message;
    }

    /// What a provider's dialect cannot say, it names as the neutral form does.
    private static String ownName(String param) {
        return switch (param) {
            case "response_format" -> "output_config.format";
            case "reasoning_effort" -> "thinking";
            case "stop" -> "stop_sequences";
            case "parallel_tool_calls" -> "tool_choice.disable_parallel_tool_use";
            case null -> null;
            default -> param;
        };
    }

    private static Saying saying(int status, String type, String message) {
        return new Saying(status, type, message, null);
    }

    private static Buffer json(Saying saying) {
        var body = Json.MAPPER.createObjectNode().put("type", "error");
        var error = body.putObject("error");
        error.put("type", saying.type()).put("message", saying.message());
        if (saying.code() != null) {
            error.putObject("details").put("error_code", saying.code());
        }
        return Buffer.buffer(Json.bytes(body));
    }
}
