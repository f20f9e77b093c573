package io.smoothllm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import io.restassured.path.json.JsonPath;
import io.smoothllm.e2e.Tokens.Told;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An application with OpenAI's SDK for Java that speaks Chat Completions.
class ChatJourneyTest {
    private static final String CLIENT = "openai-java-chat";

    private final OpenAIClient client =
            RunningStack.get().admin().openAi(Connections.get().secret());

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void itIsAnsweredWholeAndStreamedAndItsToolsAreUsed(Side side) {
        var question = question(side, "Grüezi from Zürich, how are you? ☀️").build();
        var whole = client.chat().completions().create(question);
        var streamed = stream(question);

        var asked = question(side, Weather.QUESTION).addFunctionTool(weather());
        var called = stream(asked.build());
        var call = called.choices().getFirst().message();
        var told =
                client.chat()
                        .completions()
                        .create(asked.addMessage(call).addMessage(report(call)).build());

        assertThat(text(whole)).contains("Zürich, how are you? ☀️");
        assertThat(text(streamed)).isEqualTo(text(whole));
        var arguments =
                call.toolCalls().orElseThrow().getFirst().asFunction().function().arguments();
        assertThat(JsonPath.from(arguments).getString("city")).contains("Zürich", "東京");
        assertThat(text(told)).contains(Weather.REPORT);
        Books.assertAgree(
                side, CLIENT, List.of(usage(whole), usage(streamed), usage(called), usage(told)));
    }

    private ChatCompletionCreateParams.Builder question(Side side, String text) {
        return ChatCompletionCreateParams.builder()
                .model(Connections.model(side, CLIENT))
                .addSystemMessage("Be brief.")
                .addUserMessage(text);
    }

    private ChatCompletion stream(ChatCompletionCreateParams params) {
        var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
        var accumulator = ChatCompletionAccumulator.create();
        try (var chunks =
                client.chat()
                        .completions()
                        .createStreaming(params.toBuilder().streamOptions(options).build())) {
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
                                        "properties", JsonValue.from(Weather.PROPERTIES))
                                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                                .build())
                .build();
    }

    private static ChatCompletionToolMessageParam report(ChatCompletionMessage call) {
        return ChatCompletionToolMessageParam.builder()
                .toolCallId(call.toolCalls().orElseThrow().getFirst().asFunction().id())
                .content(Weather.REPORT)
                .build();
    }

    private static String text(ChatCompletion completion) {
        return completion.choices().getFirst().message().content().orElse("");
    }

    private static Told usage(ChatCompletion completion) {
        var usage = completion.usage().orElseThrow();
        return new Told(usage.promptTokens(), usage.completionTokens());
    }
}
