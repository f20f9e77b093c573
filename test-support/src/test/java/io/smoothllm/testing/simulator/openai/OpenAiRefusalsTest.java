package io.smoothllm.testing.simulator.openai;

import static io.smoothllm.testing.simulator.Wired.json;
import static io.smoothllm.testing.simulator.Wired.openAi;
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

class OpenAiRefusalsTest {
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
            quoteCharacter = '`',
            textBlock =
                    """
                    nonsense                                                | null              | null
                    {}                                                      | messages          | missing_required_parameter
                    {"messages":"hi"}                                       | messages          | invalid_type
                    {"messages":[]}                                         | messages          | empty_array
                    {"messages":[{"role":"king","content":"x"}]}            | messages[0].role  | invalid_value
                    {"messages":[{"role":"user","content":null}]}           | messages[0].content | invalid_type
                    {"messages":[{"role":"user","content":[{"type":"x"}]}]} | messages[0].content[0].type | invalid_value
                    {"messages":[{"role":"tool","tool_call_id":"c","content":"x"}]} | messages.[0].role | null
                    {"messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"user","content":"x"}]} | messages.[1].role | null
                    {"messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":{}}}]}]} | messages[0].tool_calls[0].function.arguments | invalid_type
                    {"messages":[{"role":"user","content":"x"}],"stream":1} | stream            | invalid_type
                    {"messages":[{"role":"user","content":"x"}],"temperature":3} | temperature  | decimal_above_max_value
                    {"messages":[{"role":"user","content":"x"}],"max_tokens":0} | max_tokens    | integer_below_min_value
                    {"messages":[{"role":"user","content":"x"}],"stop":["1","2","3","4","5"]} | stop | array_above_max_length
                    {"messages":[{"role":"user","content":"x"}],"tool_choice":"auto"} | tool_choice | null
                    {"messages":[{"role":"user","content":"x"}],"stream_options":{"include_usage":true}} | stream_options | null
                    {"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"no way"}}]} | tools[0].function.name | invalid_value
                    """)
    void badRequestsNameTheFieldAtFault(String body, String param, String code) {
        var response = openAi(simulator, "/chat/completions", body);

        assertThat(response.statusCode()).isEqualTo(400);
        var error = json(response).path("error");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
    }

    @Test
    void keyIsLookedAtFirst() {
        var wrong = openAi(simulator, "sk-wrong", "/chat/completions", "nonsense");
        var none =
                Wired.send(
                        HttpRequest.newBuilder(URI.create(simulator.openAiBaseUrl() + "/models")),
                        null);

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(json(wrong).at("/error/code").asText()).isEqualTo("invalid_api_key");
        assertThat(none.statusCode()).isEqualTo(401);
    }

    @Test
    void unknownModelsAndPathsAreNotFound() {
        var model =
                openAi(
                        simulator,
                        "/chat/completions",
                        "{\"model\":\"gpt-0\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        var path = openAi(simulator, "/nowhere", "{}");

        assertThat(model.statusCode()).isEqualTo(404);
        assertThat(json(model).at("/error/code").asText()).isEqualTo("model_not_found");
        assertThat(path.statusCode()).isEqualTo(404);
        assertThat(json(path).at("/error/message").asText())
                .isEqualTo("Invalid URL (POST /v1/nowhere)");
    }

    @Test
    void moreThanAProviderTakesIsRefusedWithoutReadingOn() {
        var response = openAi(simulator, "/chat/completions", " ".repeat(33 << 20));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(json(response).path("error").isObject()).isTrue();
    }
}
