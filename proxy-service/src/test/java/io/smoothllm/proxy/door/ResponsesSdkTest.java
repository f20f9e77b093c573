package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What OpenAI's own client makes of Responses, where the provider speaks chat completions alone.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class ResponsesSdkTest {
    private static final String CALL =
            """
            {"id":"chatcmpl-1","model":"gpt","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[\
            {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Köln\\"}"}}]},"finish_reason":"tool_calls"}],\
            "usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}""";

    private static final String STREAM =
            """
            data: {"id":"c","model":"gpt","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"hm"},"finish_reason":null}]}

            data: {"id":"c","model":"gpt","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}

            data: {"id":"c","model":"gpt","choices":[{"index":0,"delta":{"content":"lo 🙂"},"finish_reason":null}]}

            """;

    private static final String CALLS_AND_END =
            """
            data: {"id":"c","model":"gpt","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]},"finish_reason":null}]}

            data: {"id":"c","model":"gpt","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":\\"Köln\\"}"}}]},"finish_reason":null}]}

            data: {"id":"c","model":"gpt","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: {"id":"c","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":1}}}

            data: [DONE]

            """;

    private final Application app = Application.connected();
    private final ScriptedProvider provider = app.provider();
    private final OpenAIClient client =
            OpenAIOkHttpClient.builder()
                    .baseUrl(World.url() + "/v1")
                    .apiKey(app.key().secret())
                    .maxRetries(0)
                    .build();

    @AfterEach
    void close() {
        client.close();
        app.close();
    }

    @Test
    void aWholeAnswerIsValid() {
        provider.answers(Answer.json(200, Application.WHOLE));

        var response = client.responses().create(hello().instructions("Be brief").build());

        response.validate();
        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        assertThat(text(response)).isEqualTo("Hi");
        assertThat(response.instructions().orElseThrow().asString()).isEqualTo("Be brief");
        var usage = response.usage().orElseThrow();
        assertThat(usage.inputTokens()).isEqualTo(100);
        assertThat(usage.inputTokensDetails().cachedTokens()).isEqualTo(40);
        assertThat(usage.totalTokens()).isEqualTo(110);
    }

    @Test
    void aCallIsMadeAndItsResultFindsItsWayBack() throws Exception {
        provider.answers(Answer.json(200, CALL), Answer.json(200, Application.WHOLE));

        var first = client.responses().create(hello().addTool(weather()).build());
        first.validate();
        var call = first.output().getFirst().asFunctionCall();
        var second =
                client.responses()
                        .create(
                                hello().inputOfResponse(
                                                List.of(
                                                        ResponseInputItem.ofFunctionCall(call),
                                                        result(call.callId(), "rain")))
                                        .addTool(weather())
                                        .build());

        assertThat(call.name()).isEqualTo("weather");
        assertThat(call.arguments()).isEqualTo("{\"city\":\"Köln\"}");
        assertThat(text(second)).isEqualTo("Hi");
        provider.taken();
        var asked = JsonPath.from(provider.taken().text());
        assertThat(asked.getString("messages[0].tool_calls[0].id")).isEqualTo("call_1");
        assertThat(asked.getString("messages[1].tool_call_id")).isEqualTo("call_1");
        assertThat(asked.getString("messages[1].content")).isEqualTo("rain");
    }

    @Test
    void aStreamLeadsToTheAnswerItEndsWith() {
        provider.answers(Answer.stream(STREAM + CALLS_AND_END).delivered(Delivery.BYTE_BY_BYTE));

        var gathered = ResponseAccumulator.createWithSnapshots();
        var deltas = new StringBuilder();
        try (var events = client.responses().createStreaming(hello().addTool(weather()).build())) {
            events.stream()
                    .forEach(
                            event -> {
                                gathered.accumulate(event);
                                event.outputTextDelta()
                                        .ifPresent(delta -> deltas.append(delta.delta()));
                                event.validate();
                            });
        }

        var response = gathered.response();
        response.validate();
        assertThat(response.output()).isEqualTo(gathered.reconstructedResponse().output());
        assertThat(response.output()).hasSize(3);
        assertThat(response.output().getFirst().asReasoning().summary().getFirst().text())
                .isEqualTo("hm");
        assertThat(text(response)).isEqualTo("Hello 🙂").isEqualTo(deltas.toString());
        assertThat(response.output().getLast().asFunctionCall().arguments())
                .isEqualTo("{\"city\":\"Köln\"}");
        var usage = response.usage().orElseThrow();
        assertThat(usage.outputTokensDetails().reasoningTokens()).isEqualTo(1);
    }

    @Test
    void aRateLimitIsOne() {
        provider.answers(Answer.json(429, "{\"error\":{\"message\":\"Slow down\"}}"));

        assertThatThrownBy(() -> client.responses().create(hello().build()))
                .isInstanceOf(RateLimitException.class)
                .hasMessageContaining("Slow down");
    }

    @Test
    void whatIsRefusedSaysWhichFieldItWas() {
        var refused =
                catchThrowableOfType(
                        BadRequestException.class,
                        () ->
                                client.responses()
                                        .create(hello().previousResponseId("resp_1").build()));

        assertThat(refused.param()).contains("previous_response_id");
        assertThat(provider.wasNotAsked()).isTrue();
    }

    @Test
    void aStreamThatIsCutRaises() {
        provider.answers(Answer.stream(STREAM).delivered(Delivery.CUT));

        var seen = new ArrayList<ResponseStreamEvent>();
        try (var events = client.responses().createStreaming(hello().build())) {
            assertThatThrownBy(() -> events.stream().forEach(seen::add))
                    .isInstanceOf(OpenAIException.class)
                    .hasMessageContaining("broke off its answer");
        }

        assertThat(seen).anyMatch(ResponseStreamEvent::isOutputTextDelta);
        assertThat(seen).noneMatch(ResponseStreamEvent::isCompleted);
    }

    private ResponseCreateParams.Builder hello() {
        return ResponseCreateParams.builder().model(app.model()).input("hello");
    }

    private static FunctionTool weather() {
        return FunctionTool.builder()
                .name("weather")
                .strict(false)
                .parameters(
                        FunctionTool.Parameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties",
                                        JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .build())
                .build();
    }

    private static ResponseInputItem result(String callId, String output) {
        return ResponseInputItem.ofFunctionCallOutput(
                ResponseInputItem.FunctionCallOutput.builder()
                        .callId(callId)
                        .output(output)
                        .build());
    }

    private static String text(Response response) {
        return response.output().stream()
                .filter(ResponseOutputItem::isMessage)
                .map(item -> item.asMessage().content().getFirst().asOutputText().text())
                .findFirst()
                .orElseThrow();
    }
}
