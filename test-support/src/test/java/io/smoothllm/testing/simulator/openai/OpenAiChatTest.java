package io.smoothllm.testing.simulator.openai;

import static io.smoothllm.testing.simulator.Wired.events;
import static io.smoothllm.testing.simulator.Wired.json;
import static io.smoothllm.testing.simulator.Wired.openAi;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.testing.simulator.ProviderSimulator;
import io.smoothllm.testing.simulator.Wired;
import io.smoothllm.testing.simulator.Wired.Event;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenAiChatTest {
    private static final String TOOLS =
            """
            "tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object",
              "properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city"]}}},
              {"type":"function","function":{"name":"get_time"}}]""";

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
        return "{\"model\":\"sim-small\",\"messages\":[{\"role\":\"user\",\"content\":\"Grüß dich 🙂\"}]"
                + more
                + "}";
    }

    private static List<Event> chunks(String body) {
        return events(openAi(simulator, "/chat/completions", body));
    }

    private static String content(List<Event> chunks) {
        return chunks.stream()
                .filter(chunk -> !chunk.data().equals("[DONE]"))
                .map(chunk -> chunk.json().at("/choices/0/delta/content").asText(""))
                .collect(Collectors.joining());
    }

    @Test
    void answersInOnePieceWithTheMembersClientsRelyOn() {
        var response = openAi(simulator, "/chat/completions", hello(""));

        var answer = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(answer.path("id").asText()).startsWith("chatcmpl-");
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.path("created").isIntegralNumber()).isTrue();
        assertThat(answer.at("/choices/0/message/content").asText())
                .isEqualTo(
                        "Hello from sim-small! 👋 You said: “Grüß dich 🙂”."
                                + " Schöne Grüße aus dem Simulator 🙂");
        assertThat(answer.at("/choices/0/message").has("refusal")).isTrue();
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        // "Grüß dich 🙂" has 16 bytes, a message costs 3 more; the answer has 88 bytes.
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(7);
        assertThat(answer.at("/usage/total_tokens").asInt())
                .isEqualTo(7 + answer.at("/usage/completion_tokens").asInt());
        assertThat(response.headers().firstValue("x-request-id").orElse("")).startsWith("req_");
        assertThat(response.headers().firstValue("openai-processing-ms")).isPresent();
    }

    @Test
    void streamBeginsWithTheRoleAndEndsWithDone() {
        var chunks = chunks(hello(",\"stream\":true"));

        var first = chunks.getFirst().json();
        assertThat(first.at("/choices/0/delta").toString())
                .isEqualTo("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
        assertThat(first.at("/choices/0/finish_reason").isNull()).isTrue();
        assertThat(first.path("object").asText()).isEqualTo("chat.completion.chunk");
        var last = chunks.get(chunks.size() - 2).json();
        assertThat(last.at("/choices/0/delta").toString()).isEqualTo("{}");
        assertThat(last.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(chunks.getLast().data()).isEqualTo("[DONE]");
        assertThat(content(chunks)).startsWith("Hello from sim-small! 👋").endsWith("🙂");
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allSatisfy(
                        chunk -> {
                            assertThat(chunk.json().has("usage")).isFalse();
                            assertThat(chunk.json().path("id")).isEqualTo(first.path("id"));
                            assertThat(chunk.json().path("created"))
                                    .isEqualTo(first.path("created"));
                        });
    }

    @Test
    void usageComesInAChunkOfItsOwnWhenAskedFor() {
        var chunks = chunks(hello(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        var usage = chunks.get(chunks.size() - 2).json();
        assertThat(usage.path("choices").toString()).isEqualTo("[]");
        assertThat(usage.at("/usage/prompt_tokens").asInt()).isEqualTo(7);
        assertThat(chunks.subList(0, chunks.size() - 2))
                .allSatisfy(
                        chunk -> {
                            assertThat(chunk.json().has("usage")).isTrue();
                            assertThat(chunk.json().path("usage").isNull()).isTrue();
                        });
        var whole = json(openAi(simulator, "/chat/completions", hello("")));
        assertThat(usage.at("/usage/completion_tokens"))
                .isEqualTo(whole.at("/usage/completion_tokens"));
    }

    @Test
    void toolCallIsStreamedInAwkwardFragmentsThatMakeJson() {
        var chunks = chunks(hello("," + TOOLS + ",\"stream\":true"));

        var start = chunks.getFirst().json().at("/choices/0/delta");
        assertThat(start.path("content").isNull()).isTrue();
        assertThat(start.at("/tool_calls/0/id").asText()).startsWith("call_");
        assertThat(start.at("/tool_calls/0/function/name").asText()).isEqualTo("get_weather");
        var pieces = fragments(chunks, 0);
        assertThat(pieces).anyMatch(piece -> piece.endsWith("\\"));
        var arguments = json(String.join("", pieces));
        assertThat(arguments.path("city").asText()).contains("\"quoted\"", "東京", "🙂", "\n");
        assertThat(arguments.path("days").asText()).isEqualTo("9007199254740993");
        assertThat(chunks.get(chunks.size() - 2).json().at("/choices/0/finish_reason").asText())
                .isEqualTo("tool_calls");
    }

    @Test
    void toolsTheUserNamesAreCalledTogether() {
        var body =
                """
                {"model":"sim-small","stream":true,%s,
                 "messages":[{"role":"user","content":"get_weather and get_time please"}]}"""
                        .formatted(TOOLS);
        var chunks = chunks(body);

        assertThat(chunks.getFirst().json().at("/choices/0/delta").toString())
                .isEqualTo("{\"role\":\"assistant\",\"content\":null,\"refusal\":null}");
        assertThat(json(String.join("", fragments(chunks, 0))).has("city")).isTrue();
        assertThat(String.join("", fragments(chunks, 1))).isEqualTo("{}");
        var alone = json(openAi(simulator, "/chat/completions", parallelOff(body)));
        assertThat(alone.at("/choices/0/message/tool_calls").size()).isEqualTo(1);
    }

    private static String parallelOff(String body) {
        return body.replace("\"stream\":true", "\"parallel_tool_calls\":false");
    }

    private static List<String> fragments(List<Event> chunks, int call) {
        return chunks.stream()
                .filter(chunk -> chunk.data().contains("\"tool_calls\":[{\"index\":" + call + ","))
                .map(Event::json)
                .map(chunk -> chunk.at("/choices/0/delta/tool_calls/0/function/arguments").asText())
                .toList();
    }

    @Test
    void toolResultIsQuoted() {
        var body =
                """
                {"model":"sim-small",%s,"messages":[{"role":"user","content":"hi"},
                 {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
                  "function":{"name":"get_weather","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"call_1","content":"12 °C and rain"}]}"""
                        .formatted(TOOLS);

        var answer = json(openAi(simulator, "/chat/completions", body));

        assertThat(answer.at("/choices/0/message/content").asText())
                .isEqualTo("The tool says: “12 °C and rain” ✅");
    }

    @Test
    void lengthAndStopSequencesEndTheAnswer() {
        var cut = json(openAi(simulator, "/chat/completions", hello(",\"max_tokens\":2")));
        var stopped = json(openAi(simulator, "/chat/completions", hello(",\"stop\":[\"!\"]")));

        assertThat(cut.at("/choices/0/message/content").asText()).isEqualTo("Hello fr");
        assertThat(cut.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(cut.at("/usage/completion_tokens").asInt()).isEqualTo(2);
        assertThat(stopped.at("/choices/0/message/content").asText())
                .isEqualTo("Hello from sim-small");
        assertThat(stopped.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void severalChoicesCountSeveralTimes() {
        var one = json(openAi(simulator, "/chat/completions", hello("")));
        var two = json(openAi(simulator, "/chat/completions", hello(",\"n\":2")));

        assertThat(two.path("choices").size()).isEqualTo(2);
        assertThat(two.at("/usage/completion_tokens").asInt())
                .isEqualTo(2 * one.at("/usage/completion_tokens").asInt());
    }

    @Test
    void reasoningIsPaidForButNotShown() {
        var body = hello("").replace("sim-small", "sim-small-reasoning");

        var answer = json(openAi(simulator, "/chat/completions", body));

        int reasoning = answer.at("/usage/completion_tokens_details/reasoning_tokens").asInt();
        assertThat(reasoning).isPositive();
        assertThat(answer.at("/usage/completion_tokens").asInt()).isGreaterThan(reasoning);
        assertThat(answer.at("/choices/0/message/content").asText()).startsWith("Hello");
    }

    @Test
    void longPromptsAreCachedTheSecondTime() {
        var body = hello("").replace("Grüß dich", "word ".repeat(1200) + "for the cache");

        var first = json(openAi(simulator, "sk-cache", "/chat/completions", body));
        var second = json(openAi(simulator, "sk-cache", "/chat/completions", body));
        var other = json(openAi(simulator, "sk-other", "/chat/completions", body));

        assertThat(cached(first)).isZero();
        assertThat(cached(second)).isEqualTo(1408);
        assertThat(cached(other)).isZero();
    }

    private static int cached(JsonNode answer) {
        return answer.at("/usage/prompt_tokens_details/cached_tokens").asInt();
    }

    @Test
    void schemaIsFollowed() {
        var format =
                """
                ,"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object",
                 "properties":{"kind":{"enum":["a","b"]},"list":{"type":"array","items":{"$ref":"#/$defs/one"}}},
                 "$defs":{"one":{"type":"object","properties":{"ok":{"type":"boolean"}}}}}}}""";

        var answer = json(openAi(simulator, "/chat/completions", hello(format)));

        assertThat(json(answer.at("/choices/0/message/content").asText()).toString())
                .isEqualTo("{\"kind\":\"a\",\"list\":[{\"ok\":true}]}");
    }

    @Test
    void modelsAreListedAndFoundOneByOne() {
        var list = json(openAi(simulator, "/models", null));
        var one = json(openAi(simulator, "/models/sim-large", null));
        var none = openAi(simulator, "/models/gpt-0", null);

        assertThat(list.path("data").findValuesAsText("id")).contains("sim-small", "sim-large");
        assertThat(one.path("object").asText()).isEqualTo("model");
        assertThat(none.statusCode()).isEqualTo(404);
    }

    @Test
    void embeddingsDependOnTheTextOnly() {
        var body = "{\"model\":\"sim-embed\",\"input\":[\"same\",\"same\",\"other\"]}";

        var answer = json(openAi(simulator, "/embeddings", body));

        assertThat(answer.at("/data/0/embedding")).isEqualTo(answer.at("/data/1/embedding"));
        assertThat(answer.at("/data/0/embedding")).isNotEqualTo(answer.at("/data/2/embedding"));
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(4);
        var base64 = body.replace("\"input\"", "\"encoding_format\":\"base64\",\"input\"");
        assertThat(
                        json(openAi(simulator, "/embeddings", base64))
                                .at("/data/0/embedding")
                                .isTextual())
                .isTrue();
    }

    @Test
    void fieldsItDoesNotKnowAreAccepted() {
        var response = openAi(simulator, "/chat/completions", hello(",\"from_the_future\":1.0"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Wired.json(response).has("from_the_future")).isFalse();
    }
}
