package io.smoothllm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import io.smoothllm.e2e.Tokens.Told;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An application with Anthropic's SDK for Java.
class MessagesJourneyTest {
    private static final String CLIENT = "anthropic-java";

    private final AnthropicClient client =
            RunningStack.get().admin().anthropic(Connections.get().secret());

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void itIsAnsweredWholeAndStreamedAndItsToolsAreUsed(Side side) {
        var question = question(side, "Grüezi from Zürich, how are you? ☀️").build();
        var whole = client.messages().create(question);
        var streamed = stream(question);

        var asked = question(side, Weather.QUESTION).addTool(weather());
        var called = stream(asked.build());
        var call = call(called);
        var told =
                stream(
                        asked.addMessage(called)
                                .addUserMessageOfContentBlockParams(List.of(report(call)))
                                .build());

        assertThat(text(whole)).contains("Zürich, how are you? ☀️");
        assertThat(text(streamed)).isEqualTo(text(whole));
        assertThat(called.stopReason()).contains(StopReason.TOOL_USE);
        assertThat(call.name()).isEqualTo("weather");
        assertThat(call._input().toString()).contains("Zürich", "東京");
        assertThat(text(told)).contains(Weather.REPORT);
        Books.assertAgree(
                side, CLIENT, List.of(usage(whole), usage(streamed), usage(called), usage(told)));
    }

    private static MessageCreateParams.Builder question(Side side, String text) {
        return MessageCreateParams.builder()
                .model(Connections.model(side, CLIENT))
                .maxTokens(4000)
                .system("Be brief.")
                .addUserMessage(text);
    }

    private Message stream(MessageCreateParams params) {
        var accumulator = MessageAccumulator.create();
        try (var events = client.messages().createStreaming(params)) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static Tool weather() {
        var properties = Tool.InputSchema.Properties.builder();
        Weather.PROPERTIES.forEach(
                (name, schema) -> properties.putAdditionalProperty(name, JsonValue.from(schema)));
        return Tool.builder()
                .name("weather")
                .description("The weather of a city")
                .inputSchema(
                        Tool.InputSchema.builder()
                                .properties(properties.build())
                                .required(List.of("city"))
                                .build())
                .build();
    }

    private static ToolUseBlock call(Message message) {
        return message.content().stream()
                .filter(ContentBlock::isToolUse)
                .findFirst()
                .orElseThrow()
                .asToolUse();
    }

    private static ContentBlockParam report(ToolUseBlock call) {
        return ContentBlockParam.ofToolResult(
                ToolResultBlockParam.builder()
                        .toolUseId(call.id())
                        .content(Weather.REPORT)
                        .build());
    }

    private static String text(Message message) {
        return message.content().stream()
                .filter(ContentBlock::isText)
                .map(block -> block.asText().text())
                .collect(Collectors.joining());
    }

    /// Anthropic counts what went through the prompt cache apart; the reports do not.
    private static Told usage(Message message) {
        var usage = message.usage();
        return new Told(
                usage.inputTokens()
                        + usage.cacheReadInputTokens().orElse(0L)
                        + usage.cacheCreationInputTokens().orElse(0L),
                usage.outputTokens());
    }
}
