package io.smoothllm.proxy.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.CallArguments;
import io.smoothllm.proxy.dialect.ChatEvent.CallStarted;
import io.smoothllm.proxy.dialect.ChatEvent.Choice;
import io.smoothllm.proxy.dialect.ChatEvent.Ended;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.ChatEvent.Finished;
import io.smoothllm.proxy.dialect.ChatEvent.LogProbs;
import io.smoothllm.proxy.dialect.ChatEvent.Started;
import io.smoothllm.proxy.dialect.ChatEvent.Text;
import io.smoothllm.proxy.dialect.ChatEvent.Thought;
import io.smoothllm.proxy.dialect.ChatEvent.ThoughtSigned;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import io.smoothllm.proxy.dialect.ChatEvent.Used;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.sse.SseFramer;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerReaderTest {
    private static final Started STARTED = new Started(null, null);

    @Test
    void signatureOfACallComesJustBeforeIt() {
        var events =
                read(
                        "{'candidates':[{'content':{'parts':[{'text':'so'},{'functionCall':{'id':'f1','name':'look'},'thoughtSignature':'c2ln'},{'functionCall':{'id':'f2','name':'now'}}]},'finishReason':'STOP'}]}");

        assertThat(events)
                .containsExactly(
                        STARTED,
                        new Text("so"),
                        signed("c2ln"),
                        new CallStarted(0, "f1", "look"),
                        new CallArguments(0, "{}"),
                        new CallStarted(1, "f2", "now"),
                        new CallArguments(1, "{}"),
                        new Finished(Finish.TOOL_CALLS),
                        new Ended());
    }

    @Test
    void signatureOfATextEndsTheThoughtBeforeIt() {
        var events =
                read(
                        "{'candidates':[{'content':{'parts':[{'text':'hm','thought':true},{'text':'so','thoughtSignature':'c2ln'}]},'finishReason':'STOP'}]}");

        assertThat(events)
                .containsExactly(
                        STARTED,
                        new Thought("hm"),
                        signed("c2ln"),
                        new Text("so"),
                        new Finished(Finish.STOP),
                        new Ended());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'text':'so','thoughtSignature':'c2ln'}|",
                "{'text':'so'}|{'text':'','thoughtSignature':'c2ln'}",
                "{'text':'hm','thought':true},{'text':'so'}|{'text':'','thoughtSignature':'c2ln'}",
            })
    void signatureOfATextWithoutAThoughtBeforeItIsNotPassedOn(String first, String then) {
        var events =
                read(
                        "{'candidates':[{'content':{'parts':[" + first + "]}}]}",
                        "{'candidates':[{'content':{'parts':["
                                + (then == null ? "" : then)
                                + "]},'finishReason':'STOP'}]}");

        assertThat(events).contains(new Text("so")).noneMatch(ThoughtSigned.class::isInstance);
    }

    @Test
    void signatureOfAThoughtStaysWithIt() {
        var events =
                read(
                        "{'candidates':[{'content':{'parts':[{'text':'hm','thought':true,'thoughtSignature':'c2ln'},{'text':'so'}]},'finishReason':'STOP'}]}");

        assertThat(events).containsSubsequence(new Thought("hm"), signed("c2ln"), new Text("so"));
    }

    @Test
    void candidatesAreToldApart() {
        var events =
                read(
                        "{'candidates':[{'index':0,'content':{'parts':[{'text':'a'}]}},{'index':1,'content':{'parts':[{'text':'b'}]}}]}",
                        "{'candidates':[{'index':1,'content':{'parts':[{'functionCall':{'id':'f','name':'now'}}]},'finishReason':'STOP'}]}",
                        "{'candidates':[{'content':{'parts':[{'text':'c'}]},'finishReason':'MAX_TOKENS'}]}");

        assertThat(events)
                .containsExactly(
                        STARTED,
                        new Text("a"),
                        new Choice(1),
                        new Text("b"),
                        new CallStarted(0, "f", "now"),
                        new CallArguments(0, "{}"),
                        new Choice(0),
                        new Text("c"),
                        new Finished(Finish.LENGTH),
                        new Choice(1),
                        new Finished(Finish.TOOL_CALLS),
                        new Ended());
    }

    @Test
    void oneCandidateThatDoesNotFinishBreaksTheStream() {
        assertBroken(
                "{'candidates':[{'index':0,'content':{'parts':[{'text':'a'}]},'finishReason':'STOP'},{'index':1,'content':{'parts':[{'text':'b'}]}}]}");
    }

    @Test
    void unspecifiedFinishIsNone() {
        assertBroken(
                "{'candidates':[{'content':{'parts':[{'text':'a'}]},'finishReason':'FINISH_REASON_UNSPECIFIED'}]}");
    }

    @Test
    void probabilitiesFollowTheirText() {
        var events =
                read(
                        "{'candidates':[{'content':{'parts':[{'text':'so'}]},'logprobsResult':{'chosenCandidates':[{'token':'so','logProbability':-0.5}],'topCandidates':[{'candidates':[{'token':'no','logProbability':-0.1},{'token':'so','logProbability':-0.5}]}]},'finishReason':'STOP'}]}");

        assertThat(events)
                .containsSubsequence(
                        new Text("so"),
                        new LogProbs(
                                List.of(
                                        new TokenProbability(
                                                "so",
                                                -0.5,
                                                null,
                                                List.of(token("no", -0.1), token("so", -0.5))))));
    }

    @Test
    void probabilitiesMayComeWithoutAlternatives() {
        var events =
                read(
                        "{'candidates':[{'content':{'parts':[{'text':'so'}]},'logprobsResult':{'chosenCandidates':[{'token':'so','logProbability':-0.5}]},'finishReason':'STOP'}]}");

        assertThat(events).contains(new LogProbs(List.of(token("so", -0.5))));
    }

    @Test
    void whatALaterCountLeavesOutStays() {
        var events =
                read(
                        "{'usageMetadata':{'promptTokenCount':5,'cachedContentTokenCount':2,'thoughtsTokenCount':3},'candidates':[{'content':{'parts':[{'text':'a'}]}}]}",
                        "{'usageMetadata':{'promptTokenCount':5,'candidatesTokenCount':7},'candidates':[{'finishReason':'STOP'}]}");

        assertThat(events).endsWith(new Used(new TokenCounts(5, 2, 0, 10, 3)), new Ended());
    }

    @Test
    void nobodyIsToldOfTokensThatNobodyCounted() {
        var events =
                read("{'candidates':[{'content':{'parts':[{'text':'a'}]},'finishReason':'STOP'}]}");

        assertThat(events).noneMatch(Used.class::isInstance);
    }

    @Test
    void countsOfAFailedAnswerAreKnown() {
        var events = new ArrayList<ChatEvent>();
        var stream = new StreamReader("p");

        assertThatThrownBy(
                        () ->
                                stream.read(
                                        event(
                                                "{'usageMetadata':{'promptTokenCount':5},'candidates':[{'finishReason':'OTHER'}]}"),
                                        events::add))
                .isInstanceOf(ProblemException.class);
        assertThat(events).contains(new Used(new TokenCounts(5, 0, 0, 0, 0)));
    }

    @Test
    void callWithoutANameIsNone() {
        var failed =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> read("{'candidates':[{'content':{'parts':[{'functionCall':{}}]}}]}"));

        assertThat(failed.problem()).isInstanceOf(Problem.Garbled.class);
    }

    @Test
    void madeUpIdsAreUnique() {
        var events =
                read(
                        "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'a'}},{'functionCall':{'name':'a'}}]},'finishReason':'STOP'}]}");

        assertThat(
                        events.stream()
                                .filter(CallStarted.class::isInstance)
                                .map(e -> ((CallStarted) e).id()))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("call_[0-9a-f]{32}"));
    }

    @Test
    void eventThatNeverEndsIsGarbled() {
        var stream = new StreamReader("p");
        var endless = Buffer.buffer(new byte[SseFramer.MAX_EVENT + 1]);

        var failed =
                catchThrowableOfType(ProblemException.class, () -> stream.read(endless, _ -> {}));

        assertThat(failed.problem()).isInstanceOf(Problem.Garbled.class);
    }

    private static void assertBroken(String response) {
        var failed = catchThrowableOfType(ProblemException.class, () -> read(response));

        assertThat(failed.problem()).isEqualTo(new Problem.StreamBroken("p"));
    }

    private static List<ChatEvent> read(String... responses) {
        var events = new ArrayList<ChatEvent>();
        var stream = new StreamReader("p");
        for (var response : responses) {
            stream.read(event(response), events::add);
        }
        stream.end(events::add);
        return events;
    }

    private static Buffer event(String response) {
        return Buffer.buffer(("data: " + response.replace('\'', '"') + "\n\n").getBytes(UTF_8));
    }

    private static ThoughtSigned signed(String signature) {
        return new ThoughtSigned(new Signature(Signature.Maker.GEMINI, signature));
    }

    private static TokenProbability token(String token, double logProbability) {
        return new TokenProbability(token, logProbability, null, List.of());
    }
}
