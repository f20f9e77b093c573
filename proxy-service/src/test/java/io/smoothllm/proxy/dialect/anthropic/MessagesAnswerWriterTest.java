package io.smoothllm.proxy.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.CallArguments;
import io.smoothllm.proxy.dialect.ChatEvent.CallStarted;
import io.smoothllm.proxy.dialect.ChatEvent.Choice;
import io.smoothllm.proxy.dialect.ChatEvent.Ended;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.ChatEvent.Finished;
import io.smoothllm.proxy.dialect.ChatEvent.Refusal;
import io.smoothllm.proxy.dialect.ChatEvent.Started;
import io.smoothllm.proxy.dialect.ChatEvent.Text;
import io.smoothllm.proxy.dialect.ChatEvent.Thought;
import io.smoothllm.proxy.dialect.ChatEvent.ThoughtRedacted;
import io.smoothllm.proxy.dialect.ChatEvent.ThoughtSigned;
import io.smoothllm.proxy.dialect.ChatEvent.Used;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesAnswerWriterTest {
    private static final Started START = new Started("msg_1", "m");
    private static final Signature CLAUDES = new Signature(Signature.Maker.CLAUDE, "EqQ=");
    private static final Signature GEMINIS = new Signature(Signature.Maker.GEMINI, "abc");

    @Test
    void aStreamIsWholeFromStartToStop() {
        var stream =
                stream(
                        START,
                        new Text("Hel"),
                        new Text(""),
                        new Text("lo"),
                        new Finished(Finish.STOP),
                        new Used(new TokenCounts(100, 40, 30, 10, 7, 3)),
                        new Ended());

        assertThat(stream)
                .isEqualTo(
                        """
                        event: message_start
                        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"stop_details":null,"usage":{"input_tokens":0,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":0,"output_tokens_details":{"thinking_tokens":0}}}}

                        event: content_block_start
                        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lo"}}

                        event: content_block_stop
                        data: {"type":"content_block_stop","index":0}

                        event: message_delta
                        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null,"stop_details":null},"usage":{"input_tokens":30,"cache_read_input_tokens":40,"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":10},"output_tokens":7,"output_tokens_details":{"thinking_tokens":3}}}

                        event: message_stop
                        data: {"type":"message_stop"}

                        """);
    }

    @Test
    void whatWasUsedBeforeTheFirstWordStandsInTheStart() {
        var start =
                events(START, new Used(new TokenCounts(9, 4, 0, 1, 0)), new Text("x")).getFirst();

        assertThat(start.at("/message/usage/input_tokens").intValue()).isEqualTo(5);
        assertThat(start.at("/message/usage/cache_read_input_tokens").intValue()).isEqualTo(4);
    }

    @Test
    void nothingIsSaidBeforeTheProviderSaysSomething() {
        assertThat(stream(START, new Used(new TokenCounts(9, 0, 0, 0, 0)))).isEmpty();
    }

    @Test
    void anAnswerWithoutContentIsStillOne() {
        assertThat(stream(START, new Finished(Finish.STOP), new Ended()))
                .contains("event: message_start", "\"end_turn\"", "event: message_stop")
                .doesNotContain("content_block");
    }

    @Test
    void theFirstBlockIsOverBeforeTheSecondBegins() {
        assertThat(
                        outline(
                                START,
                                new Thought("hm"),
                                new ThoughtSigned(CLAUDES),
                                new ThoughtRedacted("xx"),
                                new Text("so"),
                                new CallStarted(0, "t1", "look"),
                                new CallArguments(0, "{\"a\":"),
                                new CallArguments(0, "1}"),
                                new Finished(Finish.TOOL_CALLS),
                                new Ended()))
                .containsExactly(
                        "message_start",
                        "start 0 {\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}",
                        "delta 0 hm",
                        "delta 0 EqQ=",
                        "stop 0",
                        "start 1 {\"type\":\"redacted_thinking\",\"data\":\"xx\"}",
                        "stop 1",
                        "start 2 {\"type\":\"text\",\"text\":\"\"}",
                        "delta 2 so",
                        "stop 2",
                        "start 3 {\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"look\",\"input\":{}}",
                        "delta 3 {\"a\":",
                        "delta 3 1}",
                        "stop 3",
                        "message_delta",
                        "message_stop");
    }

    @Test
    void callsThatInterleaveAreHeldUntilTheFormerIsOver() {
        assertThat(
                        outline(
                                START,
                                new CallStarted(0, "t1", "a"),
                                new CallArguments(0, "{\"x\":"),
                                new CallStarted(1, "t2", "b"),
                                new CallArguments(1, "{\"y\":"),
                                new CallArguments(0, "1"),
                                new CallArguments(1, "2}"),
                                new CallArguments(0, "}"),
                                new CallStarted(2, "t3", "c"),
                                new CallArguments(2, "{}"),
                                new Finished(Finish.TOOL_CALLS)))
                .containsExactly(
                        "message_start",
                        "start 0 {\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"a\",\"input\":{}}",
                        "delta 0 {\"x\":",
                        "delta 0 1",
                        "delta 0 }",
                        "stop 0",
                        "start 1 {\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"b\",\"input\":{}}",
                        "delta 1 {\"y\":2}",
                        "stop 1",
                        "start 2 {\"type\":\"tool_use\",\"id\":\"t3\",\"name\":\"c\",\"input\":{}}",
                        "delta 2 {}",
                        "stop 2");
    }

    @Test
    void theNextCallIsPassedOnAtOnceWhenTheFormerIsWhole() {
        assertThat(
                        outline(
                                START,
                                new CallStarted(0, "t1", "a"),
                                new CallArguments(0, "{\"x\":\"}\\\"\"}"),
                                new CallStarted(1, "t2", "b"),
                                new CallArguments(1, "{\"y\"")))
                .endsWith(
                        "start 1 {\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"b\",\"input\":{}}",
                        "delta 1 {\"y\"");
    }

    @Test
    void textBetweenThePiecesOfACallComesBehindIt() {
        assertThat(
                        outline(
                                START,
                                new CallStarted(0, "t1", "a"),
                                new CallArguments(0, "{"),
                                new Text("mean"),
                                new Text("while"),
                                new CallArguments(0, "}"),
                                new Text("!"),
                                new Finished(Finish.TOOL_CALLS)))
                .endsWith(
                        "delta 0 }",
                        "stop 0",
                        "start 1 {\"type\":\"text\",\"text\":\"\"}",
                        "delta 1 meanwhile",
                        "delta 1 !",
                        "stop 1");
    }

    @Test
    void aBareSignatureIsAThoughtWithoutWordsBeforeItsCall() {
        assertThat(
                        outline(
                                START,
                                new Text("so"),
                                new ThoughtSigned(GEMINIS),
                                new CallStarted(0, "t1", "a"),
                                new CallArguments(0, "{}"),
                                new Finished(Finish.STOP)))
                .endsWith(
                        "stop 0",
                        "start 1 {\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}",
                        "delta 1 gemini.abc",
                        "stop 1",
                        "start 2 {\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"a\",\"input\":{}}",
                        "delta 2 {}",
                        "stop 2");
    }

    @Test
    void aThoughtBehindASignatureIsAnother() {
        assertThat(
                        outline(
                                START,
                                new Thought("a"),
                                new ThoughtSigned(CLAUDES),
                                new Thought("b"),
                                new Text("c")))
                .contains("delta 0 EqQ=", "stop 0", "delta 1 b", "stop 1", "delta 2 c");
    }

    @Test
    void aCallWithoutArgumentsHasAnEmptyInput() {
        var message = whole(START, new CallStarted(0, "t", "now"), new Finished(Finish.STOP));

        assertThat(message.at("/content/0/input").toString()).isEqualTo("{}");
        assertThat(message.path("stop_reason").textValue()).isEqualTo("tool_use");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":}",
                "{\"a\":1,}",
                "{]",
                "{\"a\":[1}]}",
                "{nonsense}",
                "[1]",
                "\"text\"",
                "{}{}",
                "{} x",
                "}",
                "nonsense"
            })
    void argumentsThatAreNoJsonObjectAreGarbled(String arguments) {
        assertThat(
                        problemOf(
                                START,
                                new CallStarted(0, "t", "a"),
                                new CallArguments(0, arguments),
                                new Finished(Finish.TOOL_CALLS)))
                .isEqualTo(new Problem.Garbled("p"));
    }

    @Test
    void argumentsThatBreakOffWithoutALimitAreGarbled() {
        assertThat(
                        problemOf(
                                START,
                                new CallStarted(0, "t", "a"),
                                new CallArguments(0, "{\"a\":"),
                                new Finished(Finish.TOOL_CALLS)))
                .isEqualTo(new Problem.Garbled("p"));
    }

    @Test
    void argumentsForACallThatNeverBeganAreGarbled() {
        assertThat(problemOf(START, new CallArguments(3, "{}")))
                .isEqualTo(new Problem.Garbled("p"));
    }

    @Test
    void aCallCutOffByTheLimitIsNotToBeActedOn() {
        ChatEvent[] events = {
            START,
            new Text("so"),
            new CallStarted(0, "t", "a"),
            new CallArguments(0, "{\"a\":"),
            new Finished(Finish.LENGTH),
            new Ended()
        };

        assertThat(outline(events)).contains("delta 1 {\"a\":", "stop 1");
        assertThat(stopReason(events)).isEqualTo("max_tokens");
        assertThat(whole(events).path("content").toString())
                .isEqualTo("[{\"type\":\"text\",\"text\":\"so\"}]");
    }

    @ParameterizedTest
    @EnumSource(
            value = Finish.class,
            names = {"STOP", "STOP_SEQUENCE", "TOOL_CALLS", "LENGTH", "CONTEXT_FULL"})
    void whereThereAreWholeCallsTheyAreTheReason(Finish finish) {
        assertThat(
                        stopReason(
                                START,
                                new CallStarted(0, "t", "a"),
                                new CallArguments(0, "{}"),
                                new Finished(finish),
                                new Ended()))
                .isEqualTo("tool_use");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, end_turn",
        "TOOL_CALLS, end_turn",
        "LENGTH, max_tokens",
        "CONTEXT_FULL, model_context_window_exceeded",
        "STOP_SEQUENCE, stop_sequence",
        "REFUSED, refusal"
    })
    void withoutCallsTheReasonIsTheProviders(Finish finish, String reason) {
        assertThat(stopReason(START, new Text("x"), new Finished(finish), new Ended()))
                .isEqualTo(reason);
    }

    @Test
    void theStopSequenceIsNamedIfItCanBeKnown() {
        var writer = new MessagesAnswerWriter("p", "m", "END");

        var message =
                json(writer.whole(List.of(START, new Finished(Finish.STOP_SEQUENCE), new Ended())));

        assertThat(message.path("stop_sequence").textValue()).isEqualTo("END");
    }

    @Test
    void aRefusalIsTextAndTheReason() {
        var message =
                whole(
                        START,
                        new Text("Well, "),
                        new Refusal("I "),
                        new Refusal("won't."),
                        new Finished(Finish.STOP),
                        new Ended());

        assertThat(message.path("content").toString())
                .isEqualTo(
                        "[{\"type\":\"text\",\"text\":\"Well, \"},{\"type\":\"text\",\"text\":\"I won't.\"}]");
        assertThat(message.path("stop_reason").textValue()).isEqualTo("refusal");
        assertThat(message.path("stop_details").toString())
                .isEqualTo("{\"type\":\"refusal\",\"category\":null,\"explanation\":\"I won't.\"}");
    }

    @Test
    void aFilteredCallIsNotToBeActedOn() {
        assertThat(
                        stopReason(
                                START,
                                new CallStarted(0, "t", "a"),
                                new CallArguments(0, "{}"),
                                new Finished(Finish.REFUSED),
                                new Ended()))
                .isEqualTo("refusal");
    }

    @Test
    void ofSeveralChoicesTheFirstIsTheAnswer() {
        var message =
                whole(
                        START,
                        new Text("a"),
                        new Choice(1),
                        new Text("b"),
                        new Finished(Finish.LENGTH),
                        new Choice(0),
                        new Text("c"),
                        new Finished(Finish.STOP),
                        new Ended());

        assertThat(message.at("/content/0/text").textValue()).isEqualTo("ac");
        assertThat(message.path("stop_reason").textValue()).isEqualTo("end_turn");
    }

    @Test
    void aWholeAnswerHasThoughtsWithTheirSignatures() {
        var message =
                whole(
                        START,
                        new Thought("h"),
                        new Thought("m"),
                        new ThoughtSigned(CLAUDES),
                        new ThoughtSigned(GEMINIS),
                        new CallStarted(0, "t", "a"),
                        new CallArguments(0, "{\"n\":"),
                        new CallArguments(0, "9007199254740993, \"x\":1.0}"),
                        new Finished(Finish.TOOL_CALLS),
                        new Ended());

        assertThat(message.path("content").toString())
                .isEqualTo(
                        "[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"EqQ=\"},"
                                + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"gemini.abc\"},"
                                + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"a\",\"input\":{\"n\":9007199254740993,\"x\":1.0}}]");
    }

    @Test
    void anAnswerWithoutANameGetsOne() {
        var message = whole(new Started(null, null), new Text("x"), new Finished(Finish.STOP));

        assertThat(message.path("id").textValue()).matches("msg_[0-9a-f]{32}");
        assertThat(message.path("model").textValue()).isEqualTo("upstream-model");
    }

    private static String stream(ChatEvent... events) {
        var writer = new MessagesAnswerWriter("p", "upstream-model", null);
        var out = Buffer.buffer();
        Arrays.stream(events).forEach(event -> writer.write(event, out));
        return out.toString();
    }

    private static JsonNode whole(ChatEvent... events) {
        return json(new MessagesAnswerWriter("p", "upstream-model", null).whole(List.of(events)));
    }

    private static Problem problemOf(ChatEvent... events) {
        var streamed = catchThrowableOfType(ProblemException.class, () -> stream(events)).problem();
        var whole = catchThrowableOfType(ProblemException.class, () -> whole(events)).problem();
        assertThat(whole).isEqualTo(streamed);
        return streamed;
    }

    /// The same in a stream and in a whole answer.
    private static String stopReason(ChatEvent... events) {
        var whole = whole(events).path("stop_reason").textValue();
        var streamed =
                events(events).stream()
                        .filter(event -> event.path("type").asText().equals("message_delta"))
                        .map(event -> event.at("/delta/stop_reason").textValue())
                        .toList();
        assertThat(streamed).containsExactly(whole);
        return whole;
    }

    private static List<JsonNode> events(ChatEvent... events) {
        return stream(events)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> json(Buffer.buffer(line.substring(6))))
                .toList();
    }

    private static List<String> outline(ChatEvent... events) {
        var lines = new ArrayList<String>();
        for (var event : events(events)) {
            var at = " " + event.path("index").asText();
            lines.add(
                    switch (event.path("type").asText()) {
                        case "content_block_start" ->
                                "start" + at + " " + event.path("content_block");
                        case "content_block_delta" ->
                                "delta" + at + " " + delta(event.path("delta"));
                        case "content_block_stop" -> "stop" + at;
                        default -> event.path("type").asText();
                    });
        }
        return lines;
    }

    private static String delta(JsonNode delta) {
        var member =
                switch (delta.path("type").asText()) {
                    case "text_delta" -> "text";
                    case "thinking_delta" -> "thinking";
                    case "signature_delta" -> "signature";
                    case "input_json_delta" -> "partial_json";
                    default -> throw new AssertionError(delta);
                };
        return delta.path(member).textValue();
    }

    private static JsonNode json(Buffer bytes) {
        try {
            return Json.MAPPER.readTree(bytes.getBytes());
        } catch (IOException e) {
            throw new AssertionError(bytes.toString(), e);
        }
    }
}
