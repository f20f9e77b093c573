package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.RetryAfter;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/// Errors as OpenAI and its many imitators say them: `{"error":{…}}`, `{"error":"text"}`,
/// `{"message":…}`, or no JSON at all.
final class UpstreamErrors {
    private UpstreamErrors() {}

    static Problem.UpstreamProblem read(
            String provider, int status, MultiMap headers, Buffer body) {
        if (status == 401 || status == 403) {
            return new Problem.CredentialRefused(provider, status);
        }
        var error = parse(body);
        return refused(provider, status, error, headers);
    }

    /// An error object inside an answer of status 200.
    static Problem.Refused inAnswer(String provider, JsonNode error) {
        int status =
                error.path("code").isInt()
                        ? error.path("code").intValue()
                        : error.path("status").asInt(0);
        return refused(
                provider,
                status >= 400 && status < 600 ? status : 502,
                error,
                MultiMap.caseInsensitiveMultiMap());
    }

    private static Problem.Refused refused(
            String provider, int status, JsonNode error, MultiMap headers) {
        var message = text(error.isTextual() ? error : error.path("message"));
        return new Problem.Refused(
                provider,
                status,
                text(error.path("type")),
                text(error.path("code")),
                text(error.path("param")),
                message == null
                        ? "The provider '" + provider + "' answered with status " + status + "."
                        : message,
                RetryAfter.of(headers));
    }

    private static JsonNode parse(Buffer body) {
        try {
            var root = Json.MAPPER.readTree(body.getBytes());
            return root.has("error") ? root.path("error") : root;
        } catch (JsonProcessingException e) {
            return Json.MAPPER
                    .missingNode(); // HTML from something in between; the status says enough
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot fail to be read", e);
        }
    }

    private static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isEmpty()
                ? node.asText()
                : null;
    }
}
