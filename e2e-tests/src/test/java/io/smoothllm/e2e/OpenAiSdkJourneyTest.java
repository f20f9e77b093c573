package io.smoothllm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An application with OpenAI's own SDK, and the operator who looks at what it used.
class OpenAiSdkJourneyTest {
    private final RunningStack stack = RunningStack.get();
    private final Operator operator = stack.admin();
    private final String model = Operator.unique("model");
    private OpenAIClient client;

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, /openai/v1, sim-small", "ANTHROPIC, /anthropic, sim-claude"})
    void theSdkChatsStreamsAndCallsToolsAndEveryTokenIsFoundInTheReports(
            String dialect, String path, String upstreamModel) {
        var upstreamName = Operator.unique(upstreamModel);
        operator.connect(
                Operator.unique("provider"),
                dialect,
                stack.simulatorUrl() + path,
                model,
                upstreamName);
        var key = operator.giveKey(Operator.unique("key"));
        client = operator.openAi(key.getString("secret"));

        assertThat(client.models().list().data()).anyMatch(listed -> listed.id().equals(model));
        var whole = client.chat().completions().create(question().build());
        var streamed = stream(question().build());
        var called = stream(question().addFunctionTool(weather()).build());

        assertThat(whole.choices().getFirst().message().content()).get().asString().isNotBlank();
        assertThat(streamed.choices().getFirst().message().content()).get().asString().isNotBlank();
        var call =
                called.choices()
                        .getFirst()
                        .message()
                        .toolCalls()
                        .orElseThrow()
                        .getFirst()
                        .asFunction()
                        .function();
        assertThat(call.name()).isEqualTo("weather");
        assertThat(JsonPath.from(call.arguments()).getString("city")).isNotNull();
        assertReportsAgree(key.getString("id"), upstreamName);
    }

    private void assertReportsAgree(String keyId, String upstreamName) {
        var served = stack.served(upstreamName);
        assertThat(served).hasSize(3);
        long input = served.stream().mapToLong(tokens -> tokens.get("input").longValue()).sum();
        long output = served.stream().mapToLong(tokens -> tokens.get("output").longValue()).sum();
        var cost =
                new BigDecimal("0.15")
                        .multiply(BigDecimal.valueOf(input))
                        .add(new BigDecimal("0.60").multiply(BigDecimal.valueOf(output)))
                        .movePointLeft(6);
        assertThat(input).isPositive();
        assertThat(output).isPositive();

        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> operator.report("?keyId=" + keyId).getInt("requests") == 3);

        assertSums(operator.report("?keyId=" + keyId), "", input, output, cost);
        for (var report : List.of("/by-key", "/by-provider", "/by-model", "/by-user")) {
            assertSums(
                    operator.report(report + "?keyId=" + keyId), "items[0].", input, output, cost);
        }
        var days = operator.report("/daily?keyId=" + keyId);
        var today = days.getList("items").size() - 1;
        assertSums(days, "items[" + today + "].", input, output, cost);
        var recent = operator.report("/recent?keyId=" + keyId);
        assertThat(recent.getList("items")).hasSize(3);
        assertThat(
                        recent.getList("items.inputTokens", Long.class).stream()
                                .mapToLong(Number::longValue)
                                .sum())
                .isEqualTo(input);
        assertThat(recent.getList("items.status")).containsOnly("SUCCEEDED");
    }

    private static void assertSums(
            JsonPath report, String at, long input, long output, BigDecimal cost) {
        assertThat(report.getLong(at + "requests")).isEqualTo(3);
        assertThat(report.getLong(at + "errors")).isZero();
        assertThat(report.getLong(at + "inputTokens")).isEqualTo(input);
        assertThat(report.getLong(at + "outputTokens")).isEqualTo(output);
        assertThat(new BigDecimal(report.getString(at + "costUsd"))).isEqualByComparingTo(cost);
    }

    private ChatCompletionCreateParams.Builder question() {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addSystemMessage("Be brief.")
                .addUserMessage("How is the weather in Zürich? ☀️");
    }

    private ChatCompletion stream(ChatCompletionCreateParams params) {
        var accumulator = ChatCompletionAccumulator.create();
        try (var chunks = client.chat().completions().createStreaming(params)) {
            chunks.stream().forEach(accumulator::accumulate);
        }
        return accumulator.chatCompletion();
    }

    private static FunctionDefinition weather() {
        return FunctionDefinition.builder()
                .name("weather")
                .description("The weather of a city")
                .parameters(
                        FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties",
                                        JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                                .build())
                .build();
    }
}
