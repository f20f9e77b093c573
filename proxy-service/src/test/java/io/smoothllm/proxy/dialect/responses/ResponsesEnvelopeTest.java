package io.smoothllm.proxy.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesEnvelopeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'m','input':'hi'}|{'model':'up','input':'hi'}",
                "{'x':9007199254740993, 'model' : 'm' ,'t':1.0,'input':[{}]}|{'x':9007199254740993, 'model' : 'up' ,'t':1.0,'input':[{}]}",
                "{'input':[{'model':'x'}],'x':{'model':'y'},'model':'m'}|{'input':[{'model':'x'}],'x':{'model':'y'},'model':'up'}",
                "{'model':'\\u006d','input':'ö😀','stream':true}|{'model':'up','input':'ö😀','stream':true}",
            })
    void changesTheModelAndNothingElse(String body, String expected) {
        var sent = ResponsesEnvelope.read(json(body)).addressedTo("up");

        assertThat(new String(sent, UTF_8)).isEqualTo(expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'m','previous_response_id':'resp_1'}",
                "{'model':'m','prompt':{'id':'p'},'input':null}",
                "{'model':'m','conversation':'conv_1','input':[]}",
            })
    void needsNoInputWhenTheProviderKnowsWhatToAnswer(String body) {
        assertThat(ResponsesEnvelope.read(json(body)).model()).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "null,false"})
    void knowsWhetherToStream(String stream, boolean expected) {
        var body = "{'model':'m','input':'hi','stream':%s}".formatted(stream);

        assertThat(ResponsesEnvelope.read(json(body)).streamed()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'input':'hi'}|model",
                "{'model':1,'input':'hi'}|model",
                "{'model':' ','input':'hi'}|model",
                "{'model':'m','model':'n','input':'hi'}|model",
                "{'model':'m'}|input",
                "{'model':'m','input':null}|input",
                "{'model':'m','input':[]}|input",
                "{'model':'m','input':{}}|input",
                "{'model':'m','input':['hi']}|input[0]",
                "{'model':'m','input':[{},1]}|input[1]",
                "{'model':'m','input':null,'input':'hi'}|input",
                "{'model':'m','prompt':null}|input",
                "{'model':'m','input':'hi','stream':'yes'}|stream",
                "{'model':'m','input':'hi','stream':true,'stream':false}|stream",
            })
    void namesTheFieldThatIsWrong(String body, String param) {
        var refused =
                catchThrowableOfType(
                        ProblemException.class, () -> ResponsesEnvelope.read(json(body)));

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class, p -> assertThat(p.param()).isEqualTo(param));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'model':'m'", "{'model':'m',}", "nonsense", "{'model':'m','input':[{}]"})
    void saysWhereJsonBreaksAndNotWhatItSays(String body) {
        var refused =
                catchThrowableOfType(
                        ProblemException.class, () -> ResponsesEnvelope.read(json(body)));

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.MalformedJson.class,
                        p -> assertThat(p.where()).matches("line \\d+, column \\d+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "{'model':'m','input':'hi'} {}"})
    void isOneObject(String body) {
        var refused =
                catchThrowableOfType(
                        ProblemException.class, () -> ResponsesEnvelope.read(json(body)));

        assertThat(refused.problem()).isInstanceOf(Problem.InvalidRequest.class);
    }

    @Test
    void isUnderstoodOnce() {
        var envelope = ResponsesEnvelope.read(json("{'model':'m','input':'hi'}"));

        assertThat(envelope.understood()).isSameAs(envelope.understood());
    }

    private static byte[] json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(UTF_8);
    }
}
