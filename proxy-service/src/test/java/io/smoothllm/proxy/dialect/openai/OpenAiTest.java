package io.smoothllm.proxy.dialect.openai;

import static io.smoothllm.proxy.dialect.openai.RequestFixture.aRequest;
import static io.smoothllm.proxy.dialect.openai.SwitchesFixture.but;
import static io.smoothllm.testing.fixtures.ModelFixture.model;
import static io.smoothllm.testing.fixtures.ProviderFixture.anOpenAiProvider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import io.smoothllm.proxy.dialect.Part.Media;
import io.smoothllm.proxy.dialect.Protocol;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Signature.Maker;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.smoothllm.proxy.routing.CandidateFixture;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiTest {
    private final OpenAi openAi = new OpenAi();
    private final Candidate candidate =
            CandidateFixture.of(anOpenAiProvider().named("p").with(model("m").upstream("up")), "k");

    @Test
    void isAskedWithItsKeyAndByItsOwnName() {
        var outgoing = openAi.write(aRequest().user("hi").ready(), candidate);

        assertThat(outgoing.path()).isEqualTo("/chat/completions");
        assertThat(outgoing.headers()).isEqualTo(Map.of("Authorization", "Bearer k"));
        assertThat(outgoing.body().toString()).contains("\"model\":\"up\"");
    }

    @Test
    void takesResponsesOnlyIfItSaysSo() {
        var speaking =
                CandidateFixture.of(
                        anOpenAiProvider().compatible(but("'responses':true")).with(model("m")),
                        null);

        assertThat(openAi.endpoint(Protocol.RESPONSES, speaking, false).path())
                .isEqualTo("/responses");
        assertThat(openAi.endpoint(Protocol.RESPONSES, speaking, false).headers()).isEmpty();
        assertThat(openAi.endpoint(Protocol.RESPONSES, candidate, false)).isNull();
        assertThat(openAi.endpoint(Protocol.MESSAGES, candidate, false)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://x/y.png,true",
        "https://x/y.pdf.png?a=b.pdf,true",
        "https://x/y.pdf,false",
        "https://x/Y.PDF?sig=1#p,false",
        "https://x/a b.png,true"
    })
    void fetchesNoFilesItself(String url, boolean taken) {
        assertThat(openAi.takes(new Media.Remote(url))).isEqualTo(taken);
    }

    @Test
    void answersInOnePiece() {
        var events =
                whole(
                        "{'id':'c','model':'m','choices':[{'index':0,'message':{'role':'assistant','content':'hi','refusal':null,"
                                + "'reasoning_content':'hm','tool_calls':[{'id':'x','type':'function','function':{'name':'f','arguments':'{\\\"b\\\":1.0,\\\"a\\\":9007199254740993}'}},"
                                + "{'id':'y','type':'function','function':{'name':'g','arguments':''}}]},"
                                + "'logprobs':{'content':[{'token':'hi','logprob':-0.5,'bytes':[104,105],'top_logprobs':[]}]},'finish_reason':'tool_calls'}],"
                                + "'usage':{'prompt_tokens':7,'completion_tokens':3}}");

        assertThat(events)
                .containsExactly(
                        new ChatEvent.Started("c", "m"),
                        new ChatEvent.Thought("hm"),
                        new ChatEvent.Text("hi"),
                        new ChatEvent.LogProbs(
                                List.of(
                                        new TokenProbability(
                                                "hi", -0.5, List.of(104, 105), List.of()))),
                        new ChatEvent.CallStarted(0, "x", "f"),
                        new ChatEvent.CallArguments(0, "{\"b\":1.0,\"a\":9007199254740993}"),
                        new ChatEvent.CallStarted(1, "y", "g"),
                        new ChatEvent.CallArguments(1, "{}"),
                        new ChatEvent.Finished(Finish.TOOL_CALLS),
                        new ChatEvent.Used(new TokenCounts(7, 0, 0, 3, 0)),
                        new ChatEvent.Ended());
    }

    @Test
    void givesAllChoices() {
        var events =
                whole(
                        "{'choices':[{'index':0,'message':{'content':'a'},'finish_reason':'stop'},"
                                + "{'index':1,'message':{'content':null,'refusal':'no'},'finish_reason':'stop'},"
                                + "{'index':2,'message':{'content':'c'}}]}");

        assertThat(events)
                .containsExactly(
                        new ChatEvent.Started(null, null),
                        new ChatEvent.Text("a"),
                        new ChatEvent.Finished(Finish.STOP),
                        new ChatEvent.Choice(1),
                        new ChatEvent.Refusal("no"),
                        new ChatEvent.Finished(Finish.REFUSED),
                        new ChatEvent.Choice(2),
                        new ChatEvent.Text("c"),
                        new ChatEvent.Finished(Finish.STOP),
                        new ChatEvent.Ended());
    }

    @Test
    void countsChoicesThatHaveNoIndex() {
        assertThat(whole("{'choices':[{'message':{'content':'a'}},{'message':{'content':'b'}}]}"))
                .containsSubsequence(
                        new ChatEvent.Text("a"), new ChatEvent.Choice(1), new ChatEvent.Text("b"));
    }

    @Test
    void tellsSignedThoughtsOnceAndAtTheirPlace() {
        var events =
                whole(
                        "{'choices':[{'message':{'content':'a','reasoning_content':'onetwo','thinking_blocks':["
                                + "{'type':'thinking','thinking':'one','signature':'c1'},"
                                + "{'type':'redacted_thinking','data':'r'},"
                                + "{'type':'thinking','thinking':'two','signature':'gemini.g'}],"
                                + "'tool_calls':[{'id':'x','extra_content':{'google':{'thought_signature':'g'}},'function':{'name':'f','arguments':'{}'}}]}}]}");

        assertThat(events)
                .containsSubsequence(
                        new ChatEvent.Thought("one"),
                        new ChatEvent.ThoughtSigned(new Signature(Maker.CLAUDE, "c1")),
                        new ChatEvent.ThoughtRedacted("r"),
                        new ChatEvent.Text("a"),
                        new ChatEvent.Thought("two"),
                        new ChatEvent.ThoughtSigned(new Signature(Maker.GEMINI, "g")),
                        new ChatEvent.CallStarted(0, "x", "f"))
                .hasSize(11);
    }

    @Test
    void mayAnswerAsItDidBeforeThereWereTools() {
        var events =
                whole(
                        "{'choices':[{'message':{'content':null,'function_call':{'name':'f','arguments':'{}'}},'finish_reason':'function_call'}]}");

        assertThat(events)
                .anySatisfy(
                        event ->
                                assertThat(event)
                                        .isInstanceOfSatisfying(
                                                ChatEvent.CallStarted.class,
                                                call -> assertThat(call.id()).startsWith("call_")))
                .contains(
                        new ChatEvent.CallArguments(0, "{}"),
                        new ChatEvent.Finished(Finish.TOOL_CALLS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{}",
                "{'choices':null}",
                "{'choices':[]}",
                "{'choices':{}}"
            })
    void isGarbledWithoutAChoice(String body) {
        assertThat(caught(body)).isEqualTo(new Problem.Garbled("p"));
    }

    @Test
    void mayFailWithAStatusOf200() {
        assertThat(caught("{'error':{'message':'slow down','code':429}}"))
                .isEqualTo(new Problem.Refused("p", 429, null, "429", null, "slow down", null));
    }

    private List<ChatEvent> whole(String body) {
        var events = new ArrayList<ChatEvent>();
        openAi.readWhole(Buffer.buffer(body.replace('\'', '"')), candidate, events::add);
        return events;
    }

    private Problem caught(String body) {
        return catchThrowableOfType(ProblemException.class, () -> whole(body)).problem();
    }
}
