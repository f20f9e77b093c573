package io.smoothllm.proxy.dialect.openai;

import static io.smoothllm.proxy.dialect.openai.RequestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.CallArguments;
import io.smoothllm.proxy.dialect.ChatEvent.CallStarted;
import io.smoothllm.proxy.dialect.ChatEvent.Choice;
import io.smoothllm.proxy.dialect.ChatEvent.Ended;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.ChatEvent.Finished;
import io.smoothllm.proxy.dialect.ChatEvent.LogProbs;
import io.smoothllm.proxy.dialect.ChatEvent.Refusal;
import io.smoothllm.proxy.dialect.ChatEvent.Started;
import io.smoothllm.proxy.dialect.ChatEvent.Text;
import io.smoothllm.proxy.dialect.ChatEvent.Thought;
import io.smoothllm.proxy.dialect.ChatEvent.ThoughtRedacted;
import io.smoothllm.proxy.dialect.ChatEvent.ThoughtSigned;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import io.smoothllm.proxy.dialect.ChatEvent.Used;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Signature.Maker;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatAnswerWriterTest {
    private static final Started STARTED = new Started("c", "m");
    private static final Ended ENDED = new Ended();
    private static final TokenCounts TOKENS = new TokenCounts(9, 4, 2, 3, 1);
    private static final String USAGE =
            "{'prompt_tokens':9,'completion_tokens':3,'total_tokens':12,'prompt_tokens_details':{'cached_tokens':4,'cache_write_tokens':2,'audio_tokens':0},"
                    + "'completion_tokens_details':{'reasoning_tokens':1,'audio_tokens':0,'accepted_prediction_tokens':0,'rejected_prediction_tokens':0}}";

    @Test
    void aStreamOpensSpeaksFinishesAndIsDone() {
        assertThat(stream(false, STARTED, new Text("hi"), finished(Finish.STOP), used(), ENDED))
                .containsExactly(
                        chunk(0, "{'role':'assistant','content':'','refusal':null}", "null"),
                        chunk(0, "{'content':'hi'}", "null"),
                        chunk(0, "{}", "'stop'"),
                        "[DONE]");
    }

    @Test
    void aStreamCountsInItsLastChunkIfAsked() {
        var chunks = stream(true, STARTED, new Text("hi"), finished(Finish.STOP), used(), ENDED);

        assertThat(chunks).hasSize(5);
        assertThat(chunks.subList(0, 3))
                .allSatisfy(chunk -> assertThat(parsed(chunk).path("usage").isNull()).isTrue());
        assertThat(chunks.get(3))
                .isEqualTo(
                        json("{'id':'c','object':'chat.completion.chunk','created':0,'model':'m','choices':[],'usage':"
                                        + USAGE
                                        + "}")
                                .toString());
    }

    @Test
    void whatWasNotCountedIsNotSaidToBeNothing() {
        assertThat(stream(true, STARTED, finished(Finish.STOP), ENDED)).hasSize(3);
        assertThat(whole(STARTED, finished(Finish.STOP), ENDED).has("usage")).isFalse();
    }

    @Test
    void everyChoiceOfAStreamIsOpenedOnce() {
        assertThat(
                        stream(
                                false,
                                STARTED,
                                new Text("a"),
                                new Choice(1),
                                new Text("b"),
                                new CallStarted(0, "x", "f"),
                                new Choice(0),
                                finished(Finish.STOP),
                                new Choice(1),
                                new CallArguments(0, "{}"),
                                finished(Finish.TOOL_CALLS),
                                ENDED))
                .containsExactly(
                        chunk(0, "{'role':'assistant','content':'','refusal':null}", "null"),
                        chunk(0, "{'content':'a'}", "null"),
                        chunk(1, "{'role':'assistant','content':'','refusal':null}", "null"),
                        chunk(1, "{'content':'b'}", "null"),
                        chunk(
                                1,
                                "{'tool_calls':[{'index':0,'id':'x','type':'function','function':{'name':'f','arguments':''}}]}",
                                "null"),
                        chunk(0, "{}", "'stop'"),
                        chunk(
                                1,
                                "{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}",
                                "null"),
                        chunk(1, "{}", "'tool_calls'"),
                        "[DONE]");
    }

    @Test
    void callsThatTakeTurnsSayWhoseTheirArgumentsAre() {
        assertThat(
                        stream(
                                        false,
                                        STARTED,
                                        new CallStarted(0, "x", "f"),
                                        new CallStarted(1, "y", "g"),
                                        new CallArguments(1, "{"),
                                        new CallArguments(0, "{}"),
                                        new CallArguments(1, "}"),
                                        finished(Finish.TOOL_CALLS),
                                        ENDED)
                                .subList(3, 6))
                .containsExactly(
                        chunk(
                                0,
                                "{'tool_calls':[{'index':1,'function':{'arguments':'{'}}]}",
                                "null"),
                        chunk(
                                0,
                                "{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}",
                                "null"),
                        chunk(
                                0,
                                "{'tool_calls':[{'index':1,'function':{'arguments':'}'}}]}",
                                "null"));
    }

    @Test
    void signedThoughtsAreStreamedWholeWithTheirSignature() {
        assertThat(
                        stream(
                                        false,
                                        STARTED,
                                        new Thought("h"),
                                        new Thought("m"),
                                        new ThoughtSigned(new Signature(Maker.CLAUDE, "s")),
                                        new ThoughtRedacted("r"),
                                        new Text("a"),
                                        new ThoughtSigned(new Signature(Maker.GEMINI, "g")),
                                        new CallStarted(0, "x", "f"),
                                        finished(Finish.TOOL_CALLS),
                                        ENDED)
                                .subList(1, 8))
                .containsExactly(
                        chunk(0, "{'reasoning_content':'h'}", "null"),
                        chunk(0, "{'reasoning_content':'m'}", "null"),
                        chunk(
                                0,
                                "{'thinking_blocks':[{'type':'thinking','thinking':'hm','signature':'s'}]}",
                                "null"),
                        chunk(
                                0,
                                "{'thinking_blocks':[{'type':'redacted_thinking','data':'r'}]}",
                                "null"),
                        chunk(0, "{'content':'a'}", "null"),
                        chunk(
                                0,
                                "{'thinking_blocks':[{'type':'thinking','thinking':'','signature':'gemini.g'}]}",
                                "null"),
                        chunk(
                                0,
                                "{'tool_calls':[{'index':0,'id':'x','type':'function','function':{'name':'f','arguments':''},'extra_content':{'google':{'thought_signature':'g'}}}]}",
                                "null"));
    }

    @Test
    void aSignatureIsForTheCallNextToItAlone() {
        var signed = new ThoughtSigned(new Signature(Maker.GEMINI, "g"));
        var calls =
                whole(
                                STARTED,
                                signed,
                                new CallStarted(0, "x", "f"),
                                new CallArguments(0, "{}"),
                                new CallStarted(1, "y", "f"),
                                new CallArguments(1, "{}"),
                                finished(Finish.TOOL_CALLS),
                                ENDED)
                        .path("choices")
                        .path(0)
                        .path("message")
                        .path("tool_calls");

        assertThat(calls.path(0).path("extra_content"))
                .isEqualTo(json("{'google':{'thought_signature':'g'}}"));
        assertThat(calls.path(1).has("extra_content")).isFalse();
    }

    @Test
    void probabilitiesHaveAChunkOfTheirOwn() {
        var other = new TokenProbability("b", -2.5, null, List.of());
        var token = new TokenProbability("a", -0.25, List.of(97), List.of(other));

        var chunk =
                parsed(
                        stream(
                                        false,
                                        STARTED,
                                        new Text("a"),
                                        new LogProbs(List.of(token)),
                                        finished(Finish.STOP),
                                        ENDED)
                                .get(2));

        assertThat(chunk.path("choices").path(0))
                .isEqualTo(
                        json(
                                "{'index':0,'delta':{},'logprobs':{'refusal':null,'content':[{'token':'a','logprob':-0.25,'bytes':[97],"
                                        + "'top_logprobs':[{'token':'b','logprob':-2.5,'bytes':null}]}]},'finish_reason':null}"));
    }

    @Test
    void aWholeAnswerHasAllItsChoices() {
        var token = new TokenProbability("a", -0.25, null, List.of());

        var answer =
                whole(
                        STARTED,
                        new Thought("h"),
                        new Thought("m"),
                        new ThoughtSigned(new Signature(Maker.CLAUDE, "s")),
                        new Text("a"),
                        new LogProbs(List.of(token)),
                        new Choice(1),
                        new Refusal("I "),
                        new Refusal("will not."),
                        new Choice(0),
                        new Text("b"),
                        new LogProbs(List.of(token)),
                        finished(Finish.LENGTH),
                        new Choice(1),
                        finished(Finish.REFUSED),
                        used(),
                        ENDED);

        var likely = "{'token':'a','logprob':-0.25,'bytes':null,'top_logprobs':[]}";
        assertThat(answer)
                .isEqualTo(
                        json(
                                ("{'id':'c','object':'chat.completion','created':0,'model':'m','choices':["
                                                + "{'index':0,'message':{'role':'assistant','content':'ab','refusal':null,'reasoning_content':'hm',"
                                                + "'thinking_blocks':[{'type':'thinking','thinking':'hm','signature':'s'}]},"
                                                + "'logprobs':{'refusal':null,'content':[LIKELY,LIKELY]},'finish_reason':'length'},"
                                                + "{'index':1,'message':{'role':'assistant','content':null,'refusal':'I will not.'},'logprobs':null,'finish_reason':'content_filter'}],"
                                                + "'usage':USAGE}")
                                        .replace("LIKELY", likely)
                                        .replace("USAGE", USAGE)));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,stop",
        "STOP_SEQUENCE,stop",
        "LENGTH,length",
        "CONTEXT_FULL,length",
        "TOOL_CALLS,tool_calls",
        "REFUSED,content_filter"
    })
    void everyReasonHasOpenAisWord(Finish reason, String word) {
        assertThat(
                        whole(STARTED, finished(reason), ENDED)
                                .path("choices")
                                .path(0)
                                .path("finish_reason")
                                .textValue())
                .isEqualTo(word);
    }

    @Test
    void aClientOfOldHearsOfOneFunction() {
        var events =
                new ChatEvent[] {
                    STARTED,
                    new CallStarted(0, "x", "f"),
                    new CallArguments(0, "{}"),
                    new CallStarted(1, "y", "g"),
                    new CallArguments(1, "{}"),
                    finished(Finish.TOOL_CALLS),
                    ENDED
                };

        assertThat(written(new ChatAnswerWriter("m", false, true), events).subList(1, 5))
                .containsExactly(
                        chunk(0, "{'function_call':{'name':'f','arguments':''}}", "null"),
                        chunk(0, "{'function_call':{'arguments':'{}'}}", "null"),
                        chunk(0, "{}", "'function_call'"),
                        "[DONE]");
        assertThat(
                        parsed(
                                        new ChatAnswerWriter("m", false, true)
                                                .whole(List.of(events))
                                                .toString())
                                .path("choices")
                                .path(0))
                .isEqualTo(
                        json(
                                "{'index':0,'message':{'role':'assistant','content':null,'refusal':null,'function_call':{'name':'f','arguments':'{}'}},"
                                        + "'logprobs':null,'finish_reason':'function_call'}"));
    }

    @Test
    void anAnswerWithoutNameGetsOne() {
        var answer = whole(new Started(null, null), finished(Finish.STOP), ENDED);

        assertThat(answer.path("id").textValue()).matches("chatcmpl-[0-9a-f]{32}");
        assertThat(answer.path("model").textValue()).isEqualTo("fallback");
    }

    private static Finished finished(Finish reason) {
        return new Finished(reason);
    }

    private static Used used() {
        return new Used(TOKENS);
    }

    private static JsonNode whole(ChatEvent... events) {
        return parsed(
                new ChatAnswerWriter("fallback", false, false).whole(List.of(events)).toString());
    }

    private static List<String> stream(boolean includeUsage, ChatEvent... events) {
        return written(new ChatAnswerWriter("fallback", includeUsage, false), events);
    }

    /// What stands behind `data:`, the time of creation blotted out.
    private static List<String> written(ChatAnswerWriter writer, ChatEvent... events) {
        var out = Buffer.buffer();
        for (var event : events) {
            writer.write(event, out);
        }
        var chunks = new ArrayList<String>();
        for (var event : out.toString().split("\n\n")) {
            assertThat(event).startsWith("data: ");
            var data = event.substring(6);
            chunks.add(data.startsWith("{") ? parsed(data).toString() : data);
        }
        return chunks;
    }

    private static String chunk(int choice, String delta, String reason) {
        return json("{'id':'c','object':'chat.completion.chunk','created':0,'model':'m','choices':[{'index':"
                        + choice
                        + ",'delta':"
                        + delta
                        + ",'logprobs':null,'finish_reason':"
                        + reason
                        + "}]}")
                .toString();
    }

    private static JsonNode parsed(String text) {
        try {
            var json = (ObjectNode) Json.MAPPER.readTree(text);
            return json.put("created", 0);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
