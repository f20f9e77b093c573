package io.smoothllm.testing.simulator.openai;

import static io.smoothllm.testing.simulator.Wired.events;
import static io.smoothllm.testing.simulator.Wired.json;
import static io.smoothllm.testing.simulator.Wired.openAi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.testing.simulator.Outcome;
import io.smoothllm.testing.simulator.ProviderSimulator;
import io.smoothllm.testing.simulator.Script;
import io.smoothllm.testing.simulator.Wired.Event;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiResponsesTest {
    private static final String TOOLS =
            """
            "tools":[{"type":"function","name":"get_weather","parameters":{"type":"object",
              "properties":{"city":{"type":"string"},"days":{"type":"integer"}}}}]""";

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
        return "{\"model\":\"sim-small\",\"input\":\"Grüß dich 🙂\"" + more + "}";
    }

    private static JsonNode whole(String body) {
        return json(openAi(simulator, "/responses", body));
    }

    private static List<Event> stream(String body) {
        return events(openAi(simulator, "/responses", body));
    }

    @Test
    void answersInOnePieceWithTheMembersClientsRelyOn() {
        var answer = whole(hello(",\"metadata\":{\"a\":\"b\"}"));

        assertThat(answer.path("id").asText()).startsWith("resp_");
        assertThat(answer.path("object").asText()).isEqualTo("response");
        assertThat(answer.path("status").asText()).isEqualTo("completed");
        assertThat(answer.at("/metadata/a").asText()).isEqualTo("b");
        assertThat(answer.at("/output/0/content/0/text").asText())
                .startsWith("Hello from sim-small! 👋 You said: “Grüß dich 🙂”.");
        // "Grüß dich 🙂" has 16 bytes, a message costs 3 more.
        assertThat(answer.at("/usage/input_tokens").asInt()).isEqualTo(7);
        assertThat(answer.at("/usage/output_tokens").asInt()).isPositive();
        assertThat(answer.at("/usage/input_tokens_details").has("cached_tokens")).isTrue();
    }

    @Test
    void aStreamTellsEveryStepByNumberAndAtTheEndTheWhole() {
        var events = stream(hello(",\"stream\":true"));

        assertThat(events)
                .extracting(Event::name)
                .startsWith(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta")
                .endsWith(
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i).json();
            assertThat(event.path("sequence_number").asInt()).isEqualTo(i);
            assertThat(event.path("type").asText()).isEqualTo(events.get(i).name());
        }
        var last = events.getLast().json().path("response");
        assertThat(deltas(events, "response.output_text.delta"))
                .isEqualTo(last.at("/output/0/content/0/text").asText())
                .isEqualTo(whole(hello("")).at("/output/0/content/0/text").asText());
        assertThat(last.at("/usage/output_tokens"))
                .isEqualTo(whole(hello("")).at("/usage/output_tokens"));
        assertThat(events.getFirst().json().at("/response/usage").isNull()).isTrue();
    }

    private static String deltas(List<Event> events, String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .map(event -> event.json().path("delta").asText())
                .collect(Collectors.joining());
    }

    @Test
    void aFunctionIsCalledInAwkwardFragmentsThatMakeJson() {
        var events = stream(hello("," + TOOLS + ",\"stream\":true"));

        var call = events.getLast().json().at("/response/output/0");
        assertThat(call.path("type").asText()).isEqualTo("function_call");
        assertThat(call.path("call_id").asText()).startsWith("call_");
        assertThat(call.path("name").asText()).isEqualTo("get_weather");
        var joined = deltas(events, "response.function_call_arguments.delta");
        assertThat(joined).isEqualTo(call.path("arguments").asText());
        assertThat(json(joined).path("days").asText()).isEqualTo("9007199254740993");
    }

    @Test
    void theOutputOfAFunctionIsQuoted() {
        var body =
                """
                {"model":"sim-small",%s,"input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]},
                 {"type":"function_call","call_id":"c","name":"get_weather","arguments":"{}"},
                 {"type":"function_call_output","call_id":"c","output":"12 °C"}]}"""
                        .formatted(TOOLS);

        assertThat(whole(body).at("/output/0/content/0/text").asText())
                .isEqualTo("The tool says: “12 °C” ✅");
    }

    @Test
    void anAnswerThatIsCutIsIncomplete() {
        var answer = whole(hello(",\"max_output_tokens\":2"));
        var events = stream(hello(",\"max_output_tokens\":2,\"stream\":true"));

        assertThat(answer.path("status").asText()).isEqualTo("incomplete");
        assertThat(answer.at("/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
        assertThat(answer.at("/usage/output_tokens").asInt()).isEqualTo(2);
        assertThat(events.getLast().name()).isEqualTo("response.incomplete");
    }

    @Test
    void reasoningIsPaidForButNotShown() {
        var answer = whole(hello("").replace("sim-small", "sim-small-reasoning"));

        assertThat(answer.at("/output/0/type").asText()).isEqualTo("reasoning");
        assertThat(answer.at("/usage/output_tokens_details/reasoning_tokens").asInt()).isPositive();
        assertThat(answer.at("/output/1/content/0/text").asText()).startsWith("Hello");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"model":"sim-small"}                                                       | input
                    {"model":"sim-small","messages":[]}                                         | null
                    {"model":"sim-small","input":"hi","previous_response_id":"resp_1"}          | previous_response_id
                    {"model":"sim-small","input":[{"type":"dance"}]}                            | input[0].type
                    {"model":"sim-small","input":[{"type":"function_call_output","call_id":"x","output":"y"}]} | input
                    """)
    void whatItCannotDoIsRefused(String body, String param) {
        var response = openAi(simulator, "/responses", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/param").asText()).isEqualTo(param);
    }

    @Test
    void theLedgerCountsWhatWasServedUpToTheCut() {
        simulator.script("sim-response-cut", Script.cutAfter(8));
        var body = hello(",\"stream\":true").replace("sim-small", "sim-response-cut");

        assertThatThrownBy(() -> stream(body)).isInstanceOf(UncheckedIOException.class);

        var entry = simulator.ledger().ofModel("sim-response-cut").getLast();
        assertThat(entry.outcome()).isEqualTo(Outcome.CUT);
        assertThat(entry.path()).isEqualTo("/openai/v1/responses");
        assertThat(entry.tokens().input()).isEqualTo(7);
        assertThat(entry.tokens().output()).isBetween(1L, 10L);
    }

    @Test
    void anErrorInTheMiddleIsAnEventOfItsOwn() {
        simulator.script("sim-response-error", Script.failMidStream(3));
        var body = hello(",\"stream\":true").replace("sim-small", "sim-response-error");

        var last = stream(body).getLast();

        assertThat(last.name()).isEqualTo("error");
        assertThat(last.json().path("message").asText()).isNotBlank();
    }
}
