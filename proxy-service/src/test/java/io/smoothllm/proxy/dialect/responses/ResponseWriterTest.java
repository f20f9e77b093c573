package io.smoothllm.proxy.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseWriterTest {
    private static final TokenCounts COUNTED = new TokenCounts(10, 4, 2, 7, 3);

    @Test
    void aTextIsToldPieceByPiece() {
        var replay = stream("", text("Hel"), text("lo"), finished(Finish.STOP));

        assertThat(replay.types())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(replay.response().path("output").get(0).path("content").get(0))
                .isEqualTo(
                        json(
                                "{'type':'output_text','text':'Hello','annotations':[],'logprobs':[]}"));
    }

    @Test
    void usageHasItsDetails() {
        var usage = stream("", text("a"), finished(Finish.STOP)).response().path("usage");

        assertThat(usage)
                .isEqualTo(
                        json(
                                "{'input_tokens':10,'input_tokens_details':{'cached_tokens':4,'cache_write_tokens':2},"
                                        + "'output_tokens':7,'output_tokens_details':{'reasoning_tokens':3},'total_tokens':17}"));
    }

    @Test
    void anAnswerRepeatsItsRequest() {
        var request =
                "'instructions':'Be brief','temperature':0.70,'metadata':{'a':'b'},"
                        + "'tools':[{'type':'function','name':'f','parameters':null,'strict':null}],"
                        + "'tool_choice':{'type':'function','name':'f'},'parallel_tool_calls':false,"
                        + "'reasoning':{'effort':'low'},'max_output_tokens':99,"
                        + "'text':{'verbosity':'low'},'user':'u',";

        var response = stream(request, text("a"), finished(Finish.STOP)).response();

        assertThat(response.path("object").textValue()).isEqualTo("response");
        assertThat(response.path("model").textValue()).isEqualTo("claude");
        assertThat(response.path("instructions").textValue()).isEqualTo("Be brief");
        assertThat(response.path("temperature").decimalValue()).isEqualTo("0.70");
        assertThat(response.path("metadata")).isEqualTo(json("{'a':'b'}"));
        assertThat(response.path("tools"))
                .isEqualTo(
                        json("[{'type':'function','name':'f','parameters':null,'strict':null}]"));
        assertThat(response.path("tool_choice")).isEqualTo(json("{'type':'function','name':'f'}"));
        assertThat(response.path("parallel_tool_calls").booleanValue()).isFalse();
        assertThat(response.path("reasoning")).isEqualTo(json("{'effort':'low','summary':null}"));
        assertThat(response.path("max_output_tokens").intValue()).isEqualTo(99);
        assertThat(response.path("text"))
                .isEqualTo(json("{'format':{'type':'text'},'verbosity':'low'}"));
        assertThat(response.path("user").textValue()).isEqualTo("u");
    }

    @Test
    void whatTheRequestLeftOutIsThereAllTheSame() {
        var response = stream("", text("a"), finished(Finish.STOP)).response();

        assertThat(response.properties().stream().map(member -> member.getKey()))
                .contains(
                        "id",
                        "created_at",
                        "completed_at",
                        "error",
                        "incomplete_details",
                        "instructions",
                        "metadata",
                        "model",
                        "object",
                        "output",
                        "parallel_tool_calls",
                        "temperature",
                        "tool_choice",
                        "tools",
                        "top_p",
                        "background",
                        "max_output_tokens",
                        "previous_response_id",
                        "reasoning",
                        "service_tier",
                        "status",
                        "store",
                        "text",
                        "top_logprobs",
                        "truncation",
                        "usage",
                        "user");
        assertThat(response.path("id").textValue()).matches("resp_[0-9a-f]{32}");
        assertThat(response.path("tool_choice").textValue()).isEqualTo("auto");
        assertThat(response.path("tools")).isEmpty();
        assertThat(response.path("parallel_tool_calls").booleanValue()).isTrue();
        assertThat(response.path("store").booleanValue()).isFalse();
        assertThat(response.get("error").isNull()).isTrue();
        assertThat(response.get("previous_response_id").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,completed,",
        "STOP_SEQUENCE,completed,",
        "TOOL_CALLS,completed,",
        "LENGTH,incomplete,max_output_tokens",
        "CONTEXT_FULL,incomplete,max_output_tokens",
        "REFUSED,incomplete,content_filter",
    })
    void aFinishIsAStatus(Finish finish, String status, String reason) {
        var response = stream("", text("a"), finished(finish)).response();

        assertThat(response.path("status").textValue()).isEqualTo(status);
        assertThat(response.path("incomplete_details").path("reason").textValue())
                .isEqualTo(reason);
        assertThat(response.get("completed_at").isNull()).isEqualTo(reason != null);
    }

    @Test
    void onlyTheLastItemOfACutAnswerIsIncomplete() {
        var response =
                stream(
                                "",
                                text("a"),
                                call(0, "c0", "f"),
                                arguments(0, "{}"),
                                call(1, "c1", "f"),
                                arguments(1, "{\"a"),
                                finished(Finish.LENGTH))
                        .response();

        assertThat(response.path("output"))
                .extracting(item -> item.path("status").textValue())
                .containsExactly("completed", "completed", "incomplete");
    }

    @Test
    void callsMayInterleave() {
        var replay =
                stream(
                        "",
                        call(0, "c0", "look"),
                        arguments(0, "{\"a\":"),
                        call(1, "c1", "now"),
                        arguments(1, "{}"),
                        arguments(0, "1}"),
                        finished(Finish.TOOL_CALLS));

        assertThat(replay.response().path("output"))
                .extracting(
                        item -> item.path("call_id").textValue(),
                        item -> item.path("name").textValue(),
                        item -> item.path("arguments").textValue())
                .containsExactly(tuple("c0", "look", "{\"a\":1}"), tuple("c1", "now", "{}"));
        assertThat(replay.response().path("output").get(0).path("id").textValue())
                .startsWith("fc_");
    }

    @Test
    void itemsStandInTheOrderTheyBegan() {
        var response =
                stream(
                                "",
                                new ChatEvent.Thought("hm"),
                                signed("sig=="),
                                text("a"),
                                call(0, "c0", "f"),
                                arguments(0, "{}"),
                                text("b"),
                                new ChatEvent.Refusal("no"),
                                finished(Finish.STOP))
                        .response();

        assertThat(response.path("output"))
                .extracting(item -> item.path("type").textValue())
                .containsExactly("reasoning", "message", "function_call", "message");
        assertThat(response.path("output").get(3).path("content"))
                .extracting(part -> part.path("type").textValue())
                .containsExactly("output_text", "refusal");
    }

    @Test
    void aThoughtIsASummaryAndItsSignatureIsSealedIn() {
        var replay =
                stream(
                        "",
                        new ChatEvent.Thought("h"),
                        new ChatEvent.Thought("m"),
                        signed("sig=="),
                        finished(Finish.STOP));

        assertThat(replay.types())
                .containsSubsequence(
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done");
        var item = replay.response().path("output").get(0);
        assertThat(item.path("summary")).isEqualTo(json("[{'type':'summary_text','text':'hm'}]"));
        assertThat(item.path("encrypted_content").textValue()).isEqualTo("sig==");
    }

    @Test
    void twoThoughtsAreTwoItems() {
        var output =
                stream(
                                "",
                                new ChatEvent.Thought("a"),
                                signed("1"),
                                new ChatEvent.Thought("b"),
                                signed("2"),
                                new ChatEvent.ThoughtRedacted("xx"),
                                text("c"),
                                finished(Finish.STOP))
                        .response()
                        .path("output");

        assertThat(output)
                .extracting(item -> item.path("encrypted_content").asText(null))
                .containsExactly("1", "2", "redacted.xx", null);
    }

    @Test
    void aBareSignatureIsAnItemInFrontOfItsCall() {
        var output =
                stream(
                                "",
                                new ChatEvent.ThoughtSigned(
                                        new Signature(Signature.Maker.GEMINI, "s")),
                                call(0, "c0", "f"),
                                arguments(0, "{}"),
                                finished(Finish.TOOL_CALLS))
                        .response()
                        .path("output");

        assertThat(output.get(0).path("summary")).isEmpty();
        assertThat(output.get(0).path("encrypted_content").textValue()).isEqualTo("gemini.s");
        assertThat(output.get(1).path("type").textValue()).isEqualTo("function_call");
    }

    @Test
    void aCustomCallGetsItsTextBack() {
        var replay =
                stream(
                        "'tools':[{'type':'custom','name':'apply_patch'}],",
                        call(0, "c0", "apply_patch"),
                        arguments(0, "{\"input\":\"*** Begin"),
                        arguments(0, " Patch\\n\"}"),
                        finished(Finish.TOOL_CALLS));

        var item = replay.response().path("output").get(0);
        assertThat(item.path("type").textValue()).isEqualTo("custom_tool_call");
        assertThat(item.path("input").textValue()).isEqualTo("*** Begin Patch\n");
        assertThat(item.path("id").textValue()).startsWith("ctc_");
        assertThat(item.has("arguments")).isFalse();
        assertThat(replay.types())
                .containsSubsequence(
                        "response.output_item.added",
                        "response.custom_tool_call_input.delta",
                        "response.custom_tool_call_input.done",
                        "response.output_item.done")
                .noneMatch(type -> type.contains("arguments"));
    }

    @Test
    void aNamespaceIsTakenOutOfTheNameAgain() {
        var item =
                stream(
                                "'tools':[{'type':'namespace','name':'mcp__git','tools':[{'type':'function','name':'log'}]}],",
                                call(0, "c0", "mcp__git__log"),
                                arguments(0, "{}"),
                                finished(Finish.TOOL_CALLS))
                        .response()
                        .path("output")
                        .get(0);

        assertThat(item.path("namespace").textValue()).isEqualTo("mcp__git");
        assertThat(item.path("name").textValue()).isEqualTo("log");
    }

    @Test
    void probabilitiesStandWithTheirText() {
        var wish = "'include':['message.output_text.logprobs'],'top_logprobs':1,";
        var token =
                new TokenProbability(
                        "a",
                        -0.5,
                        List.of(97),
                        List.of(new TokenProbability("b", -1.5, null, List.of())));

        var behind = stream(wish, text("a"), probable(token), text("b"), probable(token), stop());
        var before = stream(wish, probable(token), text("a"), probable(token), text("b"), stop());
        var odd = stream(wish, text("a"), probable(token), text("b"), text("c"), stop());
        var alone = stream(wish, text("a"), probable(token), probable(token), stop());

        var written =
                "{'token':'a','logprob':-0.5,'bytes':[97],'top_logprobs':[{'token':'b','logprob':-1.5,'bytes':[]}]}";
        for (var replay : List.of(behind, before)) {
            assertThat(deltas(replay)).containsExactly("a1", "b1");
            assertThat(content(replay).path("logprobs"))
                    .isEqualTo(json("[" + written + "," + written + "]"));
        }
        assertThat(deltas(odd)).containsExactly("a1", "b0", "c0");
        assertThat(deltas(alone)).containsExactly("a1", "1");
    }

    @Test
    void probabilitiesNobodyAskedForAreLeftOut() {
        var token = new TokenProbability("a", -0.5, null, List.of());

        var replay = stream("", text("a"), probable(token), stop());

        assertThat(content(replay).path("logprobs")).isEmpty();
    }

    @Test
    void anAnswerWithoutContentIsStillOne() {
        var replay = stream("", stop());

        assertThat(replay.types())
                .containsExactly("response.created", "response.in_progress", "response.completed");
    }

    @Test
    void aStreamThatBreaksEndsWithANumberedErrorThatClientsRaise() {
        var writer = new ResponseWriter(request(""), "up");
        var out = Buffer.buffer();
        writer.write(new ChatEvent.Started("msg_1", "claude"), out);
        writer.write(text("a"), out);
        long before = out.toString().lines().filter(line -> line.startsWith("event: ")).count();

        var words = writer.lastWords(new Problem.StreamBroken("p"), new ResponsesClient());

        var lines = words.toString().split("\n");
        assertThat(lines[0]).isEqualTo("event: error");
        var said = "The provider 'p' broke off its answer.";
        assertThat(Replay.json(lines[1].substring(6)))
                .isEqualTo(
                        json(
                                "{'type':'error','sequence_number':%d,'code':'upstream_stream_broken','message':'MESSAGE','param':null,"
                                                .formatted(before)
                                        + "'error':{'type':'server_error','code':'upstream_stream_broken','message':'MESSAGE','param':null}}",
                                said));
    }

    @Test
    void aModelThatIsNotNamedIsTheOneThatWasAsked() {
        var writer = new ResponseWriter(request(""), "up");

        var whole =
                writer.whole(
                        List.of(new ChatEvent.Started(null, null), stop(), new ChatEvent.Ended()));

        assertThat(Replay.json(whole.toString()).path("model").textValue()).isEqualTo("up");
    }

    private static Replay stream(String fields, ChatEvent... events) {
        var all = new ArrayList<ChatEvent>();
        all.add(new ChatEvent.Started("msg_1", "claude"));
        all.addAll(List.of(events));
        all.add(new ChatEvent.Used(COUNTED));
        all.add(new ChatEvent.Ended());
        var writer = new ResponseWriter(request(fields), "up");
        var out = Buffer.buffer();
        all.forEach(event -> writer.write(event, out));
        return Replay.of(out);
    }

    private static RequestReader.Understood request(String fields) {
        var body = ("{" + fields + "'model':'m','input':'hi'}").replace('\'', '"');
        return ResponsesEnvelope.read(body.getBytes(UTF_8)).understood();
    }

    private static List<String> deltas(Replay replay) {
        return replay.events().stream()
                .filter(event -> event.path("type").asText().equals("response.output_text.delta"))
                .map(event -> event.path("delta").textValue() + event.path("logprobs").size())
                .toList();
    }

    private static JsonNode content(Replay replay) {
        return replay.response().path("output").get(0).path("content").get(0);
    }

    private static ChatEvent text(String delta) {
        return new ChatEvent.Text(delta);
    }

    private static ChatEvent signed(String value) {
        return new ChatEvent.ThoughtSigned(new Signature(Signature.Maker.CLAUDE, value));
    }

    private static ChatEvent call(int call, String id, String name) {
        return new ChatEvent.CallStarted(call, id, name);
    }

    private static ChatEvent arguments(int call, String fragment) {
        return new ChatEvent.CallArguments(call, fragment);
    }

    private static ChatEvent probable(TokenProbability token) {
        return new ChatEvent.LogProbs(List.of(token));
    }

    private static ChatEvent finished(Finish reason) {
        return new ChatEvent.Finished(reason);
    }

    private static ChatEvent stop() {
        return finished(Finish.STOP);
    }

    private static JsonNode json(String singleQuoted) {
        return Replay.json(singleQuoted.replace('\'', '"'));
    }

    private static JsonNode json(String singleQuoted, String message) {
        return Replay.json(singleQuoted.replace('\'', '"').replace("MESSAGE", message));
    }
}
