package io.smoothllm.proxy.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnthropicErrorsTest {
    /// `ErrorType` of `resources/shared.d.ts`.
    private static final Set<String> SDK_TYPES =
            Set.of(
                    "invalid_request_error",
                    "authentication_error",
                    "billing_error",
                    "permission_error",
                    "not_found_error",
                    "rate_limit_error",
                    "timeout_error",
                    "api_error",
                    "overloaded_error",
                    "memory_precondition_failed_error",
                    "memory_path_conflict_error",
                    "conflict_error");

    static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of(new Problem.MissingKey(), 401, "authentication_error"),
                Arguments.of(new Problem.InvalidKey(), 401, "authentication_error"),
                Arguments.of(new Problem.RevokedKey(), 401, "authentication_error"),
                Arguments.of(new Problem.ExpiredKey(), 401, "authentication_error"),
                Arguments.of(new Problem.SuspendedKey(), 403, "permission_error"),
                Arguments.of(new Problem.AddressNotAllowed(), 403, "permission_error"),
                Arguments.of(new Problem.ModelNotAllowed("m"), 403, "permission_error"),
                Arguments.of(new Problem.ModelNotFound("m"), 404, "not_found_error"),
                Arguments.of(new Problem.NoSuchEndpoint("GET", "/x"), 404, "not_found_error"),
                Arguments.of(
                        new Problem.MethodNotAllowed("GET", "/x", "POST"),
                        405,
                        "invalid_request_error"),
                Arguments.of(new Problem.HeadersTooLarge(9), 431, "invalid_request_error"),
                Arguments.of(new Problem.BodyTooLarge(9), 413, "invalid_request_error"),
                Arguments.of(new Problem.BodyIncomplete(), 400, "invalid_request_error"),
                Arguments.of(new Problem.BodyTooSlow(), 408, "timeout_error"),
                Arguments.of(new Problem.MalformedJson("line 1"), 400, "invalid_request_error"),
                Arguments.of(new Problem.InvalidRequest("a", "b"), 400, "invalid_request_error"),
                Arguments.of(new Problem.Unsupported("a", "b"), 400, "invalid_request_error"),
                Arguments.of(new Problem.KeyCheckUnavailable(), 503, "api_error"),
                Arguments.of(new Problem.Unreachable("p"), 502, "api_error"),
                Arguments.of(new Problem.AddressForbidden("p"), 502, "api_error"),
                Arguments.of(new Problem.TimedOut("p"), 504, "timeout_error"),
                Arguments.of(new Problem.CredentialRefused("p", 401), 502, "api_error"),
                Arguments.of(new Problem.Garbled("p"), 502, "api_error"),
                Arguments.of(new Problem.StreamBroken("p"), 502, "api_error"),
                Arguments.of(new Problem.Internal(), 500, "api_error"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void everyProblemHasAStatusAndOneOfTheSdksTypes(Problem problem, int status, String type) {
        var reply = AnthropicErrors.reply(problem);

        assertThat(reply.status()).isEqualTo(status);
        var body = json(reply.body());
        assertThat(body.path("type").textValue()).isEqualTo("error");
        assertThat(body.at("/error/type").textValue()).isEqualTo(type).isIn(SDK_TYPES);
        assertThat(body.at("/error/message").textValue()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "400, invalid_request_error, invalid_request_error",
                "402, insufficient_quota, billing_error",
                "404, invalid_request_error, not_found_error",
                "409, none, conflict_error",
                "409, memory_path_conflict_error, memory_path_conflict_error",
                "418, teapot, invalid_request_error",
                "422, invalid_request_error, invalid_request_error",
                "429, requests, rate_limit_error",
                "500, server_error, api_error",
                "503, none, overloaded_error",
                "504, none, timeout_error",
                "529, overloaded_error, overloaded_error",
                "529, none, overloaded_error"
            })
    void whatAProviderRefusesKeepsItsStatusAndGetsAnthropicsType(
            int status, String theirs, String type) {
        var reply =
                AnthropicErrors.reply(
                        new Problem.Refused("p", status, theirs, null, null, "No.", null));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(json(reply.body()).path("error").toString())
                .isEqualTo("{\"type\":\"" + type + "\",\"message\":\"No.\"}");
    }

    @Test
    void theFieldAtFaultIsNamedAsTheClientKnowsIt() {
        var body =
                json(
                        AnthropicErrors.reply(
                                        new Problem.Unsupported("response_format", "Not this."))
                                .body());

        assertThat(body.at("/error/message").textValue())
                .isEqualTo("output_config.format: Not this.");
    }

    @Test
    void wordsThatAgentsWaitForAreSaidOnce() {
        var said =
                new Problem.Refused(
                        "p",
                        400,
                        null,
                        "context_length_exceeded",
                        null,
                        "prompt is too long: 9 > 8",
                        null);

        assertThat(json(AnthropicErrors.reply(said).body()).path("error").toString())
                .isEqualTo(
                        "{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 9 > 8\",\"details\":{\"error_code\":\"context_length_exceeded\"}}");
    }

    @Test
    void inAStreamAnErrorIsAnEvent() {
        assertThat(AnthropicErrors.inStream(new Problem.StreamBroken("p")).toString())
                .isEqualTo(
                        """
                        event: error
                        data: {"type":"error","error":{"type":"api_error","message":"The provider 'p' broke off its answer."}}

                        """);
    }

    private static JsonNode json(Buffer body) {
        try {
            return Json.MAPPER.readTree(body.getBytes());
        } catch (IOException e) {
            throw new AssertionError(body.toString(), e);
        }
    }
}
