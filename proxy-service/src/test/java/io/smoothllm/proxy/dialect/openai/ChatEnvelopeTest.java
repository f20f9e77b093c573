package io.smoothllm.proxy.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatEnvelopeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'m','messages':[{}]}|{'model':'up','messages':[{}]}",
                "{'seed':9007199254740993, 'model' : 'm' ,'t':1.0,'messages':[{}]}|{'seed':9007199254740993, 'model' : 'up' ,'t':1.0,'messages':[{}]}",
                "{'messages':[{'model':'x'}],'x':{'model':'y'},'model':'m'}|{'messages':[{'model':'x'}],'x':{'model':'y'},'model':'up'}",
                "{'model':'\\u006d','messages':[{}]}|{'model':'up','messages':[{}]}",
                " {'model':'m','messages':[{}],'stream':true}| {'stream_options':{'include_usage':true},'model':'up','messages':[{}],'stream':true}",
                "{'stream_options':null,'model':'m','messages':[{}],'stream':true}|{'stream_options':{'include_usage':true},'model':'up','messages':[{}],'stream':true}",
                "{'stream_options':{},'model':'m','messages':[{}],'stream':true}|{'stream_options':{'include_usage':true},'model':'up','messages':[{}],'stream':true}",
                "{'stream_options':{'a':1},'model':'m','messages':[{}],'stream':true}|{'stream_options':{'include_usage':true,'a':1},'model':'up','messages':[{}],'stream':true}",
                "{'stream_options':{'include_usage':false},'model':'m','messages':[{}],'stream':true}|{'stream_options':{'include_usage':true},'model':'up','messages':[{}],'stream':true}",
                "{'stream_options':{'include_usage':true},'model':'m','messages':[{}],'stream':true}|{'stream_options':{'include_usage':true},'model':'up','messages':[{}],'stream':true}",
                "{'model':'m','messages':[{'content':'ö😀'}],'stream':false}|{'model':'up','messages':[{'content':'ö😀'}],'stream':false}",
            })
    void changesTheModelAndTheWishForUsageAndNothingElse(String body, String expected) {
        var sent = ChatEnvelope.read(json(body)).addressedTo("up", Compatibility.DEFAULT);

        assertThat(new String(sent, UTF_8)).isEqualTo(expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'messages':[{}]}|model",
                "{'model':1,'messages':[{}]}|model",
                "{'model':' ','messages':[{}]}|model",
                "{'model':'m','model':'n','messages':[{}]}|model",
                "{'model':'m'}|messages",
                "{'model':'m','messages':[]}|messages",
                "{'model':'m','messages':{}}|messages",
                "{'model':'m','messages':['hi']}|messages[0]",
                "{'model':'m','messages':[{}],'stream':'yes'}|stream",
                "{'model':'m','messages':[{}],'stream':true,'stream':false}|stream",
                "{'model':'m','messages':[{}],'stream_options':[]}|stream_options",
                "{'model':'m','messages':[{}],'stream_options':{'include_usage':1}}|stream_options.include_usage",
            })
    void namesTheFieldThatIsWrong(String body, String param) {
        var refused =
                catchThrowableOfType(ProblemException.class, () -> ChatEnvelope.read(json(body)));

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class, p -> assertThat(p.param()).isEqualTo(param));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{'model':'m'", "{'model':'m',}", "nonsense", "{'model':'m','messages':[{}]"})
    void saysWhereJsonBreaksAndNotWhatItSays(String body) {
        var refused =
                catchThrowableOfType(ProblemException.class, () -> ChatEnvelope.read(json(body)));

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.MalformedJson.class,
                        p -> assertThat(p.where()).matches("line \\d+, column \\d+"));
    }

    @Test
    void refusesNestingWithoutEnd() {
        var body = "{\"model\":\"m\",\"messages\":" + "[".repeat(100_000);

        var refused =
                catchThrowableOfType(
                        ProblemException.class, () -> ChatEnvelope.read(body.getBytes(UTF_8)));

        assertThat(refused.problem()).isNotNull();
    }

    private static byte[] json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(UTF_8);
    }
}
