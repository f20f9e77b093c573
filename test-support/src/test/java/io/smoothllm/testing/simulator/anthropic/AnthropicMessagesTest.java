package io.smoothllm.testing.simulator.anthropic;

import static io.smoothllm.testing.simulator.Wired.anthropic;
import static io.smoothllm.testing.simulator.Wired.events;
import static io.smoothllm.testing.simulator.Wired.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.testing.simulator.ProviderSimulator;
import io.smoothllm.testing.simulator.Wired.Event;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AnthropicMessagesTest {
    private static final String TOOLS =
            """
            ,"tools":[{"name":"get_weather","input_schema":{"type":"object",
             "properties":{"city":{"type":"string"}}}},
             {"name":"get_time","input_schema":{"type":"object","properties":{}}}]""";

    private static ProviderSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = new ProviderSimulator().start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static String hello(String more) {
        return """
               {"model":"sim-claude","max_tokens":1000,"messages":[{"role":"user","content":"Grüß dich 🙂"}]%s}"""
                .formatted(more);
    }

    private static JsonNode message(String body) {
        var response = anthropic(simulator, "/v1/messages", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static List<Event> stream(String body) {
        return events(anthropic(simulator, "/v1/messages", body));
    }

    private static String joined(List<Event> events, String member) {
        return events.stream()
                .map(event -> event.json().path("delta").path(member).asText(""))
                .collect(Collectors.joining());
    }

    @Test
    void answersInOnePiece() {
        var response = anthropic(simulator, "/v1/messages", hello(""));

        var message = json(response);
        assertThat(message.path("id").asText()).startsWith("msg_");
        assertThat(message.path("type").asText()).isEqualTo("message");
        assertThat(message.path("role").asText()).isEqualTo("assistant");
        assertThat(message.at("/content/0/text").asText()).startsWith("Hello from sim-claude! 👋");
        assertThat(message.path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(message.path("stop_sequence").isNull()).isTrue();
        assertThat(message.at("/usage/input_tokens").asInt()).isEqualTo(7);
        assertThat(message.at("/usage/cache_read_input_tokens").asInt(-1)).isZero();
        assertThat(response.headers().firstValue("request-id").orElse("")).startsWith("req_");
    }

    @Test
    void streamHasExactlyTheRealEvents() {
        var events = stream(hello(",\"stream\":true"));

        assertThat(events)
                .allSatisfy(
                        event ->
                                assertThat(event.json().path("type").asText())
                                        .isEqualTo(event.name()));
        assertThat(events.subList(0, 4).stream().map(Event::name))
                .containsExactly(
                        "message_start", "content_block_start", "ping", "content_block_delta");
        assertThat(events.subList(events.size() - 3, events.size()).stream().map(Event::name))
                .containsExactly("content_block_stop", "message_delta", "message_stop");
        var start = events.getFirst().json().path("message");
        assertThat(start.path("content").toString()).isEqualTo("[]");
        assertThat(start.path("stop_reason").isNull()).isTrue();
        assertThat(start.at("/usage/input_tokens").asInt()).isEqualTo(7);
        var end = events.get(events.size() - 2).json();
        var whole = message(hello(""));
        assertThat(end.at("/delta/stop_reason").asText()).isEqualTo("end_turn");
        assertThat(end.at("/usage/output_tokens")).isEqualTo(whole.at("/usage/output_tokens"));
        assertThat(joined(events, "text")).isEqualTo(whole.at("/content/0/text").asText());
    }

    @Test
    void toolUseFollowsAWordAndItsInputComesInPieces() {
        var events = stream(hello(TOOLS + ",\"stream\":true"));

        var starts = events.stream().filter(e -> e.name().equals("content_block_start")).toList();
        assertThat(starts.get(0).json().at("/content_block/type").asText()).isEqualTo("text");
        assertThat(starts.get(1).json().at("/content_block/type").asText()).isEqualTo("tool_use");
        assertThat(starts.get(1).json().at("/content_block/input").toString()).isEqualTo("{}");
        assertThat(starts.get(1).json().at("/content_block/id").asText()).startsWith("toolu_");
        assertThat(json(joined(events, "partial_json")).path("city").asText())
                .contains("Zürich", "🙂");
        assertThat(events.get(events.size() - 2).json().at("/delta/stop_reason").asText())
                .isEqualTo("tool_use");
    }

    @Test
    void callWithoutArgumentsHasNoFragmentButTheEmptyOne() {
        var named = "\",\"name\":\"get_time\"}";
        var events =
                stream(
                        hello(
                                TOOLS
                                        + ",\"tool_choice\":{\"type\":\"tool"
                                        + named
                                        + ",\"stream\":true"));

        assertThat(joined(events, "partial_json")).isEmpty();
        assertThat(events.stream().filter(e -> e.data().contains("input_json_delta"))).hasSize(1);
    }

    @Test
    void toolResultIsQuoted() {
        var body =
                """
                {"model":"sim-claude","max_tokens":100,"messages":[{"role":"user","content":"hi"},
                 {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"get_weather","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":
                  [{"type":"text","text":"12 °C"}]}]}]%s}"""
                        .formatted(TOOLS);

        assertThat(message(body).at("/content/0/text").asText())
                .isEqualTo("The tool says: “12 °C” ✅");
    }

    @Test
    void resultsOfOneTurnMayComeInSeveralUserMessages() {
        var body =
                """
                {"model":"sim-claude","max_tokens":100,"messages":[{"role":"user","content":"hi"},
                 {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}},
                  {"type":"tool_use","id":"t2","name":"f","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"1"}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t2","content":"2"}]}]}""";

        assertThat(message(body).at("/content/0/text").asText()).contains("“2”");
    }

    @Test
    void thinkingComesFirstIsSignedAndMayBeGivenBack() {
        var thinking = hello("").replace("sim-claude", "sim-claude-reasoning");

        var message = message(thinking);
        var events = stream(thinking.replace("\"max_tokens\"", "\"stream\":true,\"max_tokens\""));

        assertThat(message.at("/content/0/type").asText()).isEqualTo("thinking");
        assertThat(message.at("/usage/output_tokens_details/thinking_tokens").asInt()).isPositive();
        assertThat(joined(events, "thinking"))
                .isEqualTo(message.at("/content/0/thinking").asText());
        assertThat(joined(events, "signature"))
                .isEqualTo(message.at("/content/0/signature").asText());
        var next =
                "{\"model\":\"sim-claude\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                        + "{\"role\":\"assistant\",\"content\":"
                        + message.path("content")
                        + "},{\"role\":\"user\",\"content\":\"b\"}]}";
        assertThat(anthropic(simulator, "/v1/messages", next).statusCode()).isEqualTo(200);
        assertThat(anthropic(simulator, "/v1/messages", next.replace("🤔", "!")).body())
                .contains("Invalid `signature` in `thinking` block");
    }

    @Test
    void markedPromptsAreWrittenToTheCacheAndReadFromIt() {
        var body =
                """
                {"model":"sim-claude","max_tokens":100,"system":[{"type":"text","text":"%s",
                 "cache_control":{"type":"ephemeral","ttl":"1h"}}],
                 "messages":[{"role":"user","content":"hi"}]}"""
                        .formatted("word ".repeat(1000));

        var first = message(body).path("usage");
        var second = message(body).path("usage");

        assertThat(first.path("cache_creation_input_tokens").asInt()).isEqualTo(1253);
        assertThat(first.at("/cache_creation/ephemeral_1h_input_tokens").asInt()).isEqualTo(1253);
        assertThat(first.path("cache_read_input_tokens").asInt()).isZero();
        assertThat(second.path("cache_creation_input_tokens").asInt()).isZero();
        assertThat(second.path("cache_read_input_tokens").asInt()).isEqualTo(1253);
        assertThat(second.path("input_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void limitsEndTheAnswer() {
        var cut = message(hello("").replace("1000", "2"));
        var stopped = message(hello(",\"stop_sequences\":[\"!\"]"));

        assertThat(cut.path("stop_reason").asText()).isEqualTo("max_tokens");
        assertThat(cut.at("/content/0/text").asText()).isEqualTo("Hello fr");
        assertThat(stopped.path("stop_reason").asText()).isEqualTo("stop_sequence");
        assertThat(stopped.path("stop_sequence").asText()).isEqualTo("!");
    }

    @Test
    void tokensAreCountedWithoutAnAnswer() {
        var body = hello("").replace("\"max_tokens\":1000,", "");

        var count = json(anthropic(simulator, "/v1/messages/count_tokens", body));

        assertThat(count.toString()).isEqualTo("{\"input_tokens\":7}");
    }

    @Test
    void modelsAreListed() {
        var list = json(anthropic(simulator, "/v1/models", null));

        assertThat(list.at("/data/0/id").asText()).isEqualTo("sim-claude");
        assertThat(list.path("has_more").asBoolean(true)).isFalse();
    }
}
