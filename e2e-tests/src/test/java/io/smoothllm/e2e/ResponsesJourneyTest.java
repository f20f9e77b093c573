package io.smoothllm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import io.restassured.path.json.JsonPath;
import io.smoothllm.e2e.Tokens.Told;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An application with OpenAI's SDK for Java that speaks Responses. Nothing is stored: each request
/// brings the whole conversation.
class ResponsesJourneyTest {
    private static final String CLIENT = "openai-java-responses";

    private final OpenAIClient client =
            RunningStack.get().admin().openAi(Connections.get().secret());

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void itIsAnsweredWholeAndStreamedAndItsToolsAreUsed(Side side) {
        var greeting = said("Grüezi from Zürich, how are you? ☀️");
        var whole = client.responses().create(question(side, greeting).build());
        var streamed = stream(question(side, greeting).build());

        var question = said(Weather.QUESTION);
        var called = stream(question(side, question).addTool(weather()).build());
        var call = call(called);
        var told =
                stream(
                        question(
                                        side,
                                        question,
                                        ResponseInputItem.ofFunctionCall(call),
                                        report(call))
                                .addTool(weather())
                                .build());

        assertThat(text(whole)).contains("Zürich, how are you? ☀️");
        assertThat(text(streamed)).isEqualTo(text(whole));
        assertThat(call.name()).isEqualTo("weather");
        assertThat(JsonPath.from(call.arguments()).getString("city")).contains("Zürich", "東京");
        assertThat(text(told)).contains(Weather.REPORT);
        Books.assertAgree(
                side, CLIENT, List.of(usage(whole), usage(streamed), usage(called), usage(told)));
    }

    private static ResponseCreateParams.Builder question(Side side, ResponseInputItem... items) {
        return ResponseCreateParams.builder()
                .model(Connections.model(side, CLIENT))
                .instructions("Be brief.")
                .inputOfResponse(List.of(items))
                .store(false);
    }

    private static ResponseInputItem said(String text) {
        return ResponseInputItem.ofEasyInputMessage(
                EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(text).build());
    }

    private Response stream(ResponseCreateParams params) {
        var accumulator = ResponseAccumulator.create();
        try (var events = client.responses().createStreaming(params)) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.response();
    }

    private static FunctionTool weather() {
        return FunctionTool.builder()
                .name("weather")
                .description("The weather of a city")
                .strict(false)
                .parameters(
                        FunctionTool.Parameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties", JsonValue.from(Weather.PROPERTIES))
                                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                                .build())
                .build();
    }

    private static ResponseFunctionToolCall call(Response response) {
        return response.output().stream()
                .filter(ResponseOutputItem::isFunctionCall)
                .findFirst()
                .orElseThrow()
                .asFunctionCall();
    }

    private static ResponseInputItem report(ResponseFunctionToolCall call) {
        return ResponseInputItem.ofFunctionCallOutput(
                ResponseInputItem.FunctionCallOutput.builder()
                        .callId(call.callId())
                        .output(Weather.REPORT)
                        .build());
    }

    private static String text(Response response) {
        return response.output().stream()
                .filter(ResponseOutputItem::isMessage)
                .flatMap(item -> item.asMessage().content().stream())
                .map(content -> content.asOutputText().text())
                .collect(Collectors.joining());
    }

    private static Told usage(Response response) {
        var usage = response.usage().orElseThrow();
        return new Told(usage.inputTokens(), usage.outputTokens());
    }
}
