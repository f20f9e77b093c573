package io.smoothllm.proxy.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Streams whose every event is JSON and that make no sense all the same. What becomes of them is
/// up to the dialects; but the client gets well-formed events up to an end or an error, and the
/// call is settled.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class OddStreamsTest {
    private static final String FINISH =
            "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}";

    private static String call(String members) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{%s}]},\"finish_reason\":null}]}"
                .formatted(members);
    }

    private static final Map<String, List<String>> CHAT =
            Map.of(
                    "indexes out of order",
                    List.of(
                            call(
                                    "\"index\":1,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}"),
                            call(
                                    "\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}"),
                            FINISH),
                    "one id for two calls",
                    List.of(
                            call(
                                    "\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}"),
                            call(
                                    "\"index\":1,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}"),
                            FINISH),
                    "an index beyond all bounds",
                    List.of(
                            call(
                                    "\"index\":2147483647,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}"),
                            call(
                                    "\"index\":-3,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}"),
                            call(
                                    "\"index\":99999999999999999999,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}"),
                            FINISH),
                    "arguments of a call that never began",
                    List.of(
                            call("\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":1}\"}"),
                            FINISH),
                    "arguments that are no JSON",
                    List.of(
                            call(
                                    "\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}"),
                            FINISH),
                    "a reason from the future",
                    List.of(FINISH.replace("tool_calls", "galaxy_ended")),
                    "words behind the finish",
                    List.of(
                            FINISH.replace("tool_calls", "stop"),
                            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"and another thing\"},\"finish_reason\":null}]}",
                            FINISH),
                    "a choice nobody asked for",
                    List.of(
                            "{\"choices\":[{\"index\":5,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}",
                            FINISH),
                    "other types everywhere",
                    List.of(
                            "{\"choices\":[{\"index\":\"zero\",\"delta\":{\"content\":{\"a\":1},\"tool_calls\":\"none\"},\"finish_reason\":7}]}",
                            "{\"choices\":\"none\",\"usage\":[]}",
                            "{\"choices\":[null,7,[[]]],\"usage\":{\"prompt_tokens\":\"many\",\"completion_tokens\":-5}}",
                            FINISH),
                    "nothing but a finish",
                    List.of(FINISH));

    private static final String DELTA =
            "{\"type\":\"content_block_delta\",\"index\":%s,\"delta\":{%s}}";
    private static final String START =
            "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}}";
    private static final String TOOL =
            "{\"type\":\"content_block_start\",\"index\":%s,\"content_block\":{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"f\",\"input\":{}}}";
    private static final String STOP =
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}";
    private static final String END = "{\"type\":\"message_stop\"}";

    private static final Map<String, List<String>> MESSAGES =
            Map.of(
                    "a piece of a block that never began",
                    List.of(
                            START,
                            DELTA.formatted("7", "\"type\":\"text_delta\",\"text\":\"hi\""),
                            STOP,
                            END),
                    "blocks out of order",
                    List.of(
                            START,
                            TOOL.formatted("3", "b"),
                            TOOL.formatted("0", "a"),
                            DELTA.formatted(
                                    "3", "\"type\":\"input_json_delta\",\"partial_json\":\"{}\""),
                            DELTA.formatted(
                                    "0", "\"type\":\"input_json_delta\",\"partial_json\":\"{}\""),
                            STOP,
                            END),
                    "one block twice, with one id",
                    List.of(START, TOOL.formatted("0", "a"), TOOL.formatted("0", "a"), STOP, END),
                    "an index beyond all bounds",
                    List.of(
                            START,
                            TOOL.formatted("2147483647", "a"),
                            DELTA.formatted(
                                    "2147483647",
                                    "\"type\":\"input_json_delta\",\"partial_json\":\"{}\""),
                            TOOL.formatted("-1", "b"),
                            TOOL.formatted("\"x\"", "c"),
                            STOP,
                            END),
                    "input for a text",
                    List.of(
                            START,
                            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                            DELTA.formatted(
                                    "0", "\"type\":\"input_json_delta\",\"partial_json\":\"{}\""),
                            STOP,
                            END),
                    "input that is no JSON",
                    List.of(
                            START,
                            TOOL.formatted("0", "a"),
                            DELTA.formatted(
                                    "0",
                                    "\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\""),
                            STOP,
                            END),
                    "two beginnings",
                    List.of(START, START, STOP, END),
                    "a reason from the future",
                    List.of(START, STOP.replace("end_turn", "galaxy_ended"), END),
                    "other types everywhere",
                    List.of(
                            START,
                            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":[]}",
                            DELTA.formatted("0", "\"type\":7,\"text\":{}"),
                            "{\"type\":\"message_delta\",\"delta\":\"none\",\"usage\":\"many\"}",
                            STOP,
                            END),
                    "no beginning",
                    List.of(STOP, END));

    private static final Map<String, List<String>> GEMINI =
            Map.of(
                    "a reason from the future",
                    List.of(
                            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}]},\"finishReason\":\"GALAXY\"}]}"),
                    "a call without a name",
                    List.of(
                            "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"args\":{}}}]},\"finishReason\":\"STOP\"}]}"),
                    "a call without arguments",
                    List.of(
                            "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]},\"finishReason\":\"STOP\"}]}"),
                    "other types everywhere",
                    List.of(
                            "{\"candidates\":[{\"content\":{\"parts\":\"none\"},\"index\":\"x\"}],\"usageMetadata\":[]}",
                            "{\"candidates\":[7,null],\"usageMetadata\":{\"promptTokenCount\":-3}}",
                            "{\"candidates\":[{\"finishReason\":\"STOP\"}]}"),
                    "no candidates",
                    List.of("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}"),
                    "a candidate nobody asked for",
                    List.of(
                            "{\"candidates\":[{\"index\":2147483647,\"content\":{\"parts\":[{\"text\":\"hi\"}]},\"finishReason\":\"STOP\"}]}"));

    static Stream<Arguments> streams() {
        return Line.all().stream()
                .flatMap(
                        line ->
                                odd(line.maker()).entrySet().stream()
                                        .map(
                                                odd ->
                                                        Arguments.of(
                                                                line,
                                                                odd.getKey(),
                                                                odd.getValue())));
    }

    private static Map<String, List<String>> odd(Maker maker) {
        return switch (maker) {
            case OPENAI_CHAT -> CHAT;
            case ANTHROPIC -> MESSAGES;
            case GEMINI -> GEMINI;
            case OPENAI_RESPONSES -> Map.of();
        };
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("streams")
    void whatMakesNoSenseStillEndsWell(Line line, String name, List<String> events)
            throws Exception {
        var stream = new StringBuilder();
        for (var event : events) {
            if (line.maker() == Maker.ANTHROPIC) {
                stream.append("event: ").append(type(event)).append('\n');
            }
            stream.append("data: ").append(event).append("\n\n");
        }
        if (line.maker() == Maker.OPENAI_CHAT) {
            stream.append("data: [DONE]\n\n");
        }
        line.provider().answers(Answer.stream(stream.toString()));

        var heard = line.ask(true);

        if (heard.statusCode() == 200) {
            assertThat(
                            line.speaker().isFinished(heard.body())
                                    ^ line.speaker().saysError(heard.body()))
                    .as(heard.body())
                    .isTrue();
            for (var data : heard.body().split("\n", -1)) {
                if (data.startsWith("data: {")) {
                    assertThat(Json.MAPPER.readTree(data.substring(6)).isObject()).isTrue();
                }
            }
        } else {
            assertThat(heard.statusCode()).as(heard.body()).isEqualTo(502);
            line.speaker().checkError(heard.body());
        }
        assertThat(World.get().usage(Application.requestId(heard)).tokens().output())
                .isNotNegative();
    }

    private static String type(String event) throws Exception {
        return Json.MAPPER.readTree(event).path("type").asText();
    }
}
