package io.smoothllm.testing.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Tool;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the providers' own clients make of the simulator.
class OfficialClientsTest {
    private static ProviderSimulator simulator;
    private static OpenAIClient openAi;
    private static AnthropicClient anthropic;

    @BeforeAll
    static void start() {
        simulator = new ProviderSimulator().start();
        openAi =
                OpenAIOkHttpClient.builder()
                        .apiKey("sk-any")
                        .baseUrl(simulator.openAiBaseUrl().toString())
                        .maxRetries(0)
                        .build();
        anthropic =
                AnthropicOkHttpClient.builder()
                        .apiKey("sk-any")
                        .baseUrl(simulator.anthropicBaseUrl().toString())
                        .maxRetries(0)
                        .build();
    }

    @AfterAll
    static void stop() {
        openAi.close();
        anthropic.close();
        simulator.close();
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder().model("sim-small").addUserMessage("Hallo 🙂");
    }

    private static MessageCreateParams.Builder message() {
        return MessageCreateParams.builder()
                .model("sim-claude")
                .maxTokens(1000)
                .addUserMessage("Hallo 🙂");
    }

    @Test
    void openAiClientListsModels() {
        assertThat(openAi.models().list().data()).extracting(Model::id).contains("sim-small");
    }

    @Test
    void openAiClientGetsTheSameAnswerStreamedAndWhole() {
        var whole = openAi.chat().completions().create(chat().build());

        var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
        var streamed = ChatCompletionAccumulator.create();
        try (var chunks =
                openAi.chat()
                        .completions()
                        .createStreaming(chat().streamOptions(options).build())) {
            chunks.stream().forEach(streamed::accumulate);
        }

        var answer = streamed.chatCompletion();
        assertThat(answer.choices().getFirst().message().content())
                .isEqualTo(whole.choices().getFirst().message().content());
        assertThat(answer.usage().orElseThrow().completionTokens())
                .isEqualTo(whole.usage().orElseThrow().completionTokens());
    }

    @Test
    void openAiClientPutsToolCallsTogether() {
        var parameters =
                FunctionParameters.builder()
                        .putAdditionalProperty("type", com.openai.core.JsonValue.from("object"))
                        .putAdditionalProperty(
                                "properties",
                                com.openai.core.JsonValue.from(
                                        Map.of("city", Map.of("type", "string"))))
                        .build();
        var tool = FunctionDefinition.builder().name("get_weather").parameters(parameters).build();
        var streamed = ChatCompletionAccumulator.create();
        try (var chunks =
                openAi.chat().completions().createStreaming(chat().addFunctionTool(tool).build())) {
            chunks.stream().forEach(streamed::accumulate);
        }

        var message = streamed.chatCompletion().choices().getFirst().message();
        var call = message.toolCalls().orElseThrow().getFirst().asFunction().function();
        assertThat(call.name()).isEqualTo("get_weather");
        assertThat(Wired.json(call.arguments()).path("city").asText()).contains("東京", "🙂");
    }

    @Test
    void openAiClientUnderstandsErrors() {
        assertThatThrownBy(
                        () ->
                                openAi.chat()
                                        .completions()
                                        .create(chat().model("sim-error-429").build()))
                .isInstanceOf(RateLimitException.class);
    }

    @Test
    void anthropicClientGetsTheSameAnswerStreamedAndWhole() {
        var whole = anthropic.messages().create(message().build());

        var streamed = MessageAccumulator.create();
        try (var events = anthropic.messages().createStreaming(message().build())) {
            events.stream().forEach(streamed::accumulate);
        }

        assertThat(streamed.message().content().getFirst().asText().text())
                .isEqualTo(whole.content().getFirst().asText().text());
        assertThat(streamed.message().usage().outputTokens())
                .isEqualTo(whole.usage().outputTokens());
    }

    @Test
    void anthropicClientPutsToolUseTogether() {
        var schema =
                Tool.InputSchema.builder()
                        .properties(
                                Tool.InputSchema.Properties.builder()
                                        .putAdditionalProperty(
                                                "city", JsonValue.from(Map.of("type", "string")))
                                        .build())
                        .build();
        var tool = Tool.builder().name("get_weather").inputSchema(schema).build();
        var streamed = MessageAccumulator.create();
        try (var events = anthropic.messages().createStreaming(message().addTool(tool).build())) {
            events.stream().forEach(streamed::accumulate);
        }

        var content = streamed.message().content();
        assertThat(content.getLast().asToolUse().name()).isEqualTo("get_weather");
        assertThat(content.getLast().asToolUse()._input().toString()).contains("東京", "🙂");
    }
}
