package io.smoothllm.proxy.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesEnvelopeTest {
    private static final NativeWishes NONE = new NativeWishes(null, List.of(), false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'m','max_tokens':1,'messages':[{}]}|{'model':'up','max_tokens':1,'messages':[{}]}",
                " {'max_tokens':0, 'model' : '\\u006d' ,'t':1.0,'x':9007199254740993,'messages':[{'model':'m'}]}| {'max_tokens':0, 'model' : 'up' ,'t':1.0,'x':9007199254740993,'messages':[{'model':'m'}]}",
                "{'messages':[{'content':'ö😀'}],'max_tokens':1,'x':{'model':'y'},'model':'m'}|{'messages':[{'content':'ö😀'}],'max_tokens':1,'x':{'model':'y'},'model':'up'}",
                "\uFEFF{'model':'m','max_tokens':1,'messages':[{}]}|\uFEFF{'model':'up','max_tokens':1,'messages':[{}]}",
            })
    void changesTheModelAndNothingElse(String body, String expected) {
        var sent = MessagesEnvelope.read(json(body), NONE).addressedTo("up");

        assertThat(new String(sent, UTF_8)).isEqualTo(expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'max_tokens':1,'messages':[{}]}|model",
                "{'model':1,'max_tokens':1,'messages':[{}]}|model",
                "{'model':' ','max_tokens':1,'messages':[{}]}|model",
                "{'model':'m','model':'n','max_tokens':1,'messages':[{}]}|model",
                "{'model':'m','max_tokens':1}|messages",
                "{'model':'m','max_tokens':1,'messages':[]}|messages",
                "{'model':'m','max_tokens':1,'messages':{}}|messages",
                "{'model':'m','max_tokens':1,'messages':[{}],'messages':[{}]}|messages",
                "{'model':'m','max_tokens':1,'messages':['hi']}|messages[0]",
                "{'model':'m','messages':[{}]}|max_tokens",
                "{'model':'m','max_tokens':null,'messages':[{}]}|max_tokens",
                "{'model':'m','max_tokens':1.5,'messages':[{}]}|max_tokens",
                "{'model':'m','max_tokens':-1,'messages':[{}]}|max_tokens",
                "{'model':'m','max_tokens':1,'max_tokens':2,'messages':[{}]}|max_tokens",
                "{'model':'m','max_tokens':1,'messages':[{}],'stream':'yes'}|stream",
                "{'model':'m','max_tokens':1,'messages':[{}],'stream':true,'stream':false}|stream",
            })
    void namesTheFieldThatIsWrong(String body, String param) {
        var refused = refusalOf(json(body));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class, p -> assertThat(p.param()).isEqualTo(param));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'model':'m'", "{'model':'m',}", "nonsense", "{'messages':[{}", "{}{"})
    void saysWhereJsonBreaksAndNotWhatItSays(String body) {
        assertThat(refusalOf(json(body)))
                .satisfiesAnyOf(
                        p ->
                                assertThat(p)
                                        .isInstanceOfSatisfying(
                                                Problem.MalformedJson.class,
                                                broken ->
                                                        assertThat(broken.where())
                                                                .matches("line \\d+, column \\d+")),
                        p ->
                                assertThat(p)
                                        .isEqualTo(
                                                new Problem.InvalidRequest(
                                                        null,
                                                        "There is more behind the JSON object.")));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        var body =
                "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{}]}"
                        .getBytes(StandardCharsets.UTF_16LE);

        assertThat(refusalOf(body))
                .isEqualTo(new Problem.InvalidRequest(null, "The body must be in UTF-8."));
    }

    @Test
    void refusesNestingWithoutEnd() {
        var body = "{\"model\":\"m\",\"messages\":[{\"content\":" + "[".repeat(100_000);

        assertThat(refusalOf(body.getBytes(UTF_8))).isInstanceOf(Problem.MalformedJson.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'thinking','thinking':'','signature':'gemini.abc'}|true",
                "{'type':'thinking', 'thinking':'x', 'signature' : '\\u0067emini.abc'}|true",
                "{'type':'thinking','thinking':'unsigned','signature':''}|true",
                "{'type':'thinking','thinking':'x','signature':'EqQBCg=='}|false",
                "{'type':'thinking','thinking':'x','signature':null}|false",
                "{'type':'thinking','thinking':'x','signature':{'a':['gemini.x']}}|false",
                "{'type':'text','text':'a signature: gemini.abc'}|false",
                "{'type':'tool_use','id':'t','name':'n','input':{'signature':'gemini.abc'}}|false",
            })
    void seesThoughtsThatClaudeWouldRefuse(String block, boolean foreign) {
        var body =
                "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':'hi'},"
                        + "{'role':'assistant','content':[{'type':'text','text':'so'},"
                        + block
                        + "]}]}";

        var envelope = MessagesEnvelope.read(json(body), NONE);

        assertThat(envelope.foreignThoughts()).isEqualTo(foreign);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {"['END']|END", "['a','b']|none", "[]|none", "null|none", "'a'|none"})
    void knowsTheStopSequenceIfThereIsOneOnly(String sequences, String only) {
        var body =
                "{'model':'m','max_tokens':1,'messages':[{}],'stop_sequences':" + sequences + "}";

        var envelope = MessagesEnvelope.read(json(body), NONE);

        assertThat(envelope.onlyStop()).isEqualTo(only);
    }

    @Test
    void aQuestionForACountNeedsNoLimit() {
        var envelope = MessagesEnvelope.readQuestion(json("{'model':'m','messages':[{}]}"), NONE);

        assertThat(envelope.model()).isEqualTo("m");
    }

    private static Problem refusalOf(byte[] body) {
        return catchThrowableOfType(ProblemException.class, () -> MessagesEnvelope.read(body, NONE))
                .problem();
    }

    private static byte[] json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(UTF_8);
    }
}
