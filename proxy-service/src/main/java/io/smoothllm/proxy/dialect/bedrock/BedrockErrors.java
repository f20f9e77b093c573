package io.smoothllm.proxy.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.RetryAfter;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Provider;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.regex.Pattern;

/// `{"message":…}` with the type in the header `x-amzn-errortype`, or in the frame of a stream.
/// Types are AWS's own words, so only status and message go into the neutral form.
final class BedrockErrors {
    /// A 400 known by its text alone; agents shorten their prompt when they see the code. Bedrock's
    /// own words, and those of the models behind it.
    private static final Pattern TOO_LONG =
            Pattern.compile(
                    "(prompt|input) is too long"
                            + "|exceeds?.{0,40}context (window|limit|length)"
                            + "|maximum context length"
                            + "|input tokens exceeded",
                    Pattern.CASE_INSENSITIVE);

    private BedrockErrors() {}

    static Problem.UpstreamProblem read(
            Provider provider, int status, MultiMap headers, Buffer body) {
        var error = Json.orMissing(body.getBytes());
        var type = headers.get("x-amzn-errortype");
        return problem(
                provider,
                type == null ? error.path("__type").asText("") : type,
                status,
                message(error),
                headers);
    }

    /// A frame of type `exception` or `error`.
    static Problem.UpstreamProblem inStream(Provider provider, Frame frame) {
        if (!frame.isException()) {
            return problem(
                    provider,
                    frame.header(":error-code"),
                    502,
                    frame.header(":error-message"),
                    MultiMap.caseInsensitiveMultiMap());
        }
        var payload = Buffer.buffer().appendBytes(frame.bytes(), frame.from(), frame.length());
        return problem(
                provider,
                frame.header(":exception-type"),
                502,
                message(Json.orMissing(payload.getBytes())),
                MultiMap.caseInsensitiveMultiMap());
    }

    private static Problem.UpstreamProblem problem(
            Provider provider, String type, int said, String message, MultiMap headers) {
        int status = status(bare(type), said);
        if (status == 401 || status == 403) {
            return new Problem.CredentialRefused(provider.name(), status);
        }
        var text =
                message.isEmpty()
                        ? "The provider '"
                                + provider.name()
                                + "' answered with status "
                                + status
                                + "."
                        : message;
        var code =
                status == 400 && TOO_LONG.matcher(text).find() ? "context_length_exceeded" : null;
        return withoutSecrets(
                provider,
                new Problem.Refused(
                        provider.name(), status, null, code, null, text, RetryAfter.of(headers)));
    }

    /// AWS knows the keys by their parts, and so would it quote them.
    private static Problem.Refused withoutSecrets(Provider provider, Problem.Refused said) {
        var clean = said;
        for (var secret : Credential.parse(provider.credential()).secrets()) {
            clean = clean.without(secret);
        }
        return clean;
    }

    /// The type says more than the status: AWS answers 424 when a model failed, 408 when it was
    /// slow, and 400 when a quota is used up.
    ///
    /// @param type starting with a capital; in streams it does not
    /// @param said when the type is none that is known
    private static int status(String type, int said) {
        return switch (type) {
            case "AccessDeniedException",
                    "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "IncompleteSignatureException",
                    "MissingAuthenticationTokenException",
                    "ExpiredTokenException" ->
                    403;
            case "ValidationException" -> 400;
            case "ResourceNotFoundException" -> 404;
            case "ConflictException" -> 409;
            case "ThrottlingException",
                    "TooManyRequestsException",
                    "ServiceQuotaExceededException",
                    "ModelNotReadyException" ->
                    429;
            case "InternalServerException" -> 500;
            case "ModelErrorException", "ModelStreamErrorException" -> 502;
            case "ServiceUnavailableException" -> 503;
            case "ModelTimeoutException" -> 504;
            default -> said;
        };
    }

    /// Without the namespace in front (`com.amazonaws.bedrock#`) and the address behind
    /// (`:http://…`) that some front ends add.
    private static String bare(String type) {
        int colon = type.indexOf(':');
        var name = colon < 0 ? type : type.substring(0, colon);
        name = name.substring(name.indexOf('#') + 1);
        return name.isEmpty() ? "" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String message(JsonNode error) {
        for (var member : new String[] {"message", "Message", "originalMessage"}) {
            if (!error.path(member).asText("").isEmpty()) {
                return error.path(member).asText();
            }
        }
        return "";
    }
}
