package io.smoothllm.testing.simulator.openai;

import io.smoothllm.model.Wire;
import io.smoothllm.model.error.OpenAiError;
import io.smoothllm.testing.simulator.wire.Failure;
import io.smoothllm.testing.simulator.wire.Refused;
import io.smoothllm.testing.simulator.wire.Reply;

/// OpenAI's words for what went wrong.
final class OpenAiErrors {
    private static final String INVALID_REQUEST = "invalid_request_error";
    private static final String SERVER_ERROR = "server_error";

    private OpenAiErrors() {}

    static Reply.Whole of(int status, String message, String type, String param, String code) {
        return Reply.json(status, Wire.write(OpenAiError.of(message, type, param, code)));
    }

    static Refused badRequest(String message, String param, String code) {
        return new Refused(of(400, message, INVALID_REQUEST, param, code));
    }

    static Refused invalidType(String param, String expected) {
        var message = "Invalid type for '" + param + "': expected " + expected + ".";
        return badRequest(message, param, "invalid_type");
    }

    static Refused invalidValue(String param, String value, String supported) {
        var message = "Invalid value: '" + value + "'. Supported values are: " + supported + ".";
        return badRequest(message, param, "invalid_value");
    }

    static Refused missing(String param) {
        var message = "Missing required parameter: '" + param + "'.";
        return badRequest(message, param, "missing_required_parameter");
    }

    static Refused unknownModel(String model) {
        var message = "The model `" + model + "` does not exist or you do not have access to it.";
        return new Refused(of(404, message, INVALID_REQUEST, null, "model_not_found"));
    }

    static Refused unknownUrl(String method, String path) {
        var message = "Invalid URL (" + method + " " + path + ")";
        return new Refused(of(404, message, INVALID_REQUEST, null, null));
    }

    static Refused noKey() {
        var message =
                "You didn't provide an API key. You need to provide your API key in an"
                        + " Authorization header using Bearer auth.";
        return new Refused(of(401, message, INVALID_REQUEST, null, null));
    }

    static Refused wrongKey() {
        return new Refused(of(Failure.of(401)));
    }

    static Reply.Whole of(Failure failure) {
        var usual = usual(failure.status());
        return Reply.json(
                failure.status(),
                Wire.write(
                        OpenAiError.of(
                                first(failure.message(), usual.message()),
                                first(failure.type(), usual.type()),
                                usual.param(),
                                first(failure.code(), usual.code()))));
    }

    private static String first(String given, String usual) {
        return given == null ? usual : given;
    }

    private static OpenAiError.Body usual(int status) {
        return switch (status) {
            case 401 -> body("Incorrect API key provided.", INVALID_REQUEST, "invalid_api_key");
            case 403 -> body("You are not allowed to do this.", "permission_error", null);
            case 404 -> body("The model does not exist.", INVALID_REQUEST, "model_not_found");
            case 413 -> body("The request is too large.", INVALID_REQUEST, null);
            case 429 -> body("Rate limit reached, try again.", "requests", "rate_limit_exceeded");
            case 503, 529 -> body("The engine is overloaded.", SERVER_ERROR, "overloaded");
            default ->
                    status >= 500
                            ? body("The server had an error, sorry.", SERVER_ERROR, null)
                            : body("Something is wrong with the request.", INVALID_REQUEST, null);
        };
    }

    private static OpenAiError.Body body(String message, String type, String code) {
        return new OpenAiError.Body(message, type, null, code);
    }
}
