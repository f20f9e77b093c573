package io.smoothllm.testing.simulator.anthropic;

import static io.smoothllm.testing.simulator.Wired.anthropic;
import static io.smoothllm.testing.simulator.Wired.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.testing.simulator.ProviderSimulator;
import io.smoothllm.testing.simulator.Wired;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRefusalsTest {
    private static ProviderSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = new ProviderSimulator().start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "temperature":1.5                    | temperature: range: 0..1
                    "n":1                                | n: Extra inputs are not permitted
                    "metadata":{"user":"x"}              | metadata.user: Extra inputs are not permitted
                    "stop_sequences":[" "]               | stop_sequences: each stop sequence must contain non-whitespace
                    "system":[{"type":"text","text":""}] | system: text content blocks must be non-empty
                    "tool_choice":{"type":"auto"}        | tool_choice: may only be specified while providing tools
                    "tools":[{"name":"f"}]               | tools.0.custom.input_schema: Field required
                    "tools":[{"name":"a b","input_schema":{"type":"object"}}] | tools.0.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'
                    "thinking":{"type":"enabled","budget_tokens":9} | thinking.enabled.budget_tokens: Input should be greater than or equal to 1024
                    "thinking":{"type":"enabled","budget_tokens":2048} | `max_tokens` must be greater than `thinking.budget_tokens`.
                    "stream":"yes"                       | stream: Input should be a valid boolean
                    """)
    void parametersAreChecked(String member, String complaint) {
        var body =
                "{\"model\":\"sim-claude\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                        + member
                        + "}";
        refused(body, complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    []                                                 | messages: at least one message is required
                    [{"role":"user","content":""}]                     | messages.0: all messages must have non-empty content
                    [{"role":"user","content":[{"type":"text","text":""}]}] | messages: text content blocks must be non-empty
                    [{"role":"user","content":"  "}]                   | messages: text content blocks must contain non-whitespace text
                    [{"role":"tool","content":"x"}]                    | messages.0.role: Input should be one of
                    [{"role":"user","content":"x","name":"y"}]         | messages.0.name: Extra inputs are not permitted
                    [{"role":"user","content":[{"type":"image_url"}]}] | messages.0.content.0: Input tag 'image_url'
                    [{"role":"user","content":[{"type":"text","text":"x","extra":1}]}] | messages.0.content.0.text.extra: Extra inputs are not permitted
                    [{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/bmp","data":"eA=="}}]}] | messages.0.content.0.image.source.base64.media_type: Input should be one of
                    [{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"x"}]}] | messages.0.content.0: unexpected `tool_use_id` found
                    [{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{}}]},{"role":"user","content":"b"}] | messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t.
                    [{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{}}]},{"role":"user","content":[{"type":"text","text":"first"},{"type":"tool_result","tool_use_id":"t"}]}] | messages.1: `tool_use` ids were found without
                    [{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"a.b","name":"f","input":{}}]}] | messages.1.content.0.tool_use.id: String should match pattern
                    [{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":"{}"}]}] | messages.1.content.0.tool_use.input: Input should be a valid dictionary
                    [{"role":"user","content":"a"},{"role":"assistant","content":"b "}] | messages: final assistant content cannot end with trailing whitespace
                    """)
    void messagesAreChecked(String messages, String complaint) {
        refused(
                "{\"model\":\"sim-claude\",\"max_tokens\":10,\"messages\":" + messages + "}",
                complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    nonsense                                     | The request body is not valid JSON
                    {}                                           | model: Field required
                    {"model":"sim-claude"}                       | max_tokens: Field required
                    {"model":"sim-claude","max_tokens":"1"}      | max_tokens: Input should be a valid integer
                    {"model":"sim-claude","max_tokens":1}        | messages: Field required
                    """)
    void requiredFieldsAreMissed(String body, String complaint) {
        refused(body, complaint);
    }

    private static void refused(String body, String complaint) {
        var response = anthropic(simulator, "/v1/messages", body);

        assertThat(response.statusCode()).isEqualTo(400);
        var envelope = json(response);
        assertThat(envelope.path("type").asText()).isEqualTo("error");
        assertThat(envelope.at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(envelope.at("/error/message").asText()).startsWith(complaint);
        assertThat(envelope.path("request_id").asText()).startsWith("req_");
    }

    @Test
    void keyAndVersionAreLookedAtFirst() {
        var noKey = get("anthropic-version", "2023-06-01");
        var wrongKey = get("x-api-key", "sk-wrong", "anthropic-version", "2023-06-01");
        var noVersion = get("x-api-key", "sk-any");
        var wrongVersion = get("x-api-key", "sk-any", "anthropic-version", "1");
        var bearer = get("authorization", "Bearer sk-any", "anthropic-version", "2023-06-01");
        var newBearer = get("authorization", "Bearer sk-any", "anthropic-version", "2026-10-21");

        assertThat(noKey).isEqualTo("401 authentication_error");
        assertThat(wrongKey).isEqualTo("401 authentication_error");
        assertThat(noVersion).isEqualTo("400 invalid_request_error");
        assertThat(wrongVersion).isEqualTo("400 invalid_request_error");
        assertThat(bearer).isEqualTo("401 authentication_error");
        assertThat(newBearer).isEqualTo("200 ");
    }

    private static String get(String... headers) {
        var url = URI.create(simulator.anthropicBaseUrl() + "/v1/models");
        var response = Wired.send(HttpRequest.newBuilder(url).headers(headers), null);
        return response.statusCode() + " " + json(response).at("/error/type").asText();
    }

    @Test
    void unknownModelIsNotFound() {
        var response =
                anthropic(
                        simulator,
                        "/v1/messages",
                        "{\"model\":\"claude-0\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).at("/error/type").asText()).isEqualTo("not_found_error");
    }
}
