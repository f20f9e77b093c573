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
                // Usage is not asked for, and what the client said of it goes.
                "'streamOptions':false|{'model':'m','messages':[{}],'stream':true}|{'model':'up','messages':[{}],'stream':true}",
                "'streamOptions':false|{'model':'m','messages':[{}],'stream':true,'stream_options':{'include_usage':true}}|{'model':'up','messages':[{}],'stream':true}",
                "'streamOptions':false|{ 'stream_options' : {'a':'}'} , 'model':'m','messages':[{}],'stream':true}|{ 'model':'up','messages':[{}],'stream':true}",
                "'streamOptions':false|{'model':'m' , 'stream_options':null , 'messages':[{}]}|{'model':'up' , 'messages':[{}]}",
                // Developers become the system, wherever they stand.
                "'developerRole':false|{'messages':[{'role':'developer','content':'developer'},{'content':[{'role':'developer'}],'role' : 'developer' },{'role':'user','content':'developer'}],'model':'m'}|{'messages':[{'role':'system','content':'developer'},{'content':[{'role':'developer'}],'role' : 'system' },{'role':'user','content':'developer'}],'model':'up'}",
                "'developerRole':false|{'messages':[{'role':'d\\u0065veloper'}],'model':'m','role':'developer'}|{'messages':[{'role':'system'}],'model':'up','role':'developer'}",
                // The limit has its old name.
                "'maxCompletionTokens':false|{'max_completion_tokens' : 5,'model':'m','messages':[{}]}|{'max_tokens' : 5,'model':'up','messages':[{}]}",
                "'maxCompletionTokens':false|{'model':'m','messages':[{}],'m\\u0061x_completion_tokens':5}|{'model':'up','messages':[{}],'max_tokens':5}",
                "'maxCompletionTokens':false|{'model':'m','max_tokens':4,'max_completion_tokens':5,'messages':[{}]}|{'model':'up','max_tokens':4,'messages':[{}]}",
                "'maxCompletionTokens':false|{'max_tokens':null,'max_completion_tokens':5,'model':'m','messages':[{}]}|{'max_tokens':5,'model':'up','messages':[{}]}",
                "'maxCompletionTokens':false|{'model':'m','max_tokens':4,'messages':[{}]}|{'model':'up','max_tokens':4,'messages':[{}]}",
                "'maxCompletionTokens':false|{'model':'m','max_tokens':null,'messages':[{}]}|{'model':'up','max_tokens':null,'messages':[{}]}",
                // Neighbours go together.
                "'streamOptions':false,'maxCompletionTokens':false|{'stream_options':{},'max_completion_tokens':5,'max_tokens':4,'model':'m','messages':[{}],'stream':true}|{'max_tokens':4,'model':'up','messages':[{}],'stream':true}",
                "'streamOptions':false,'maxCompletionTokens':false|{'model':'m','messages':[{}],'max_tokens':4,'max_completion_tokens':5,'stream_options':{}}|{'model':'up','messages':[{}],'max_tokens':4}",
                "'streamOptions':false,'maxCompletionTokens':false|{'stream_options':{},'model':'m','max_completion_tokens':5,'max_tokens':4,'messages':[{}]}|{'model':'up','max_tokens':4,'messages':[{}]}",
                "'maxCompletionTokens':false|{'max_completion_tokens':5,'max_tokens':4,'model':'m','messages':[{}],'stream':true}|{'stream_options':{'include_usage':true},'max_tokens':4,'model':'up','messages':[{}],'stream':true}",
                "'developerRole':false,'maxCompletionTokens':false|{'model':'m','messages':[{'role':'developer','content':'\u00f6\ud83d\ude00'}],'max_completion_tokens':5,'x':1.0}|{'model':'up','messages':[{'role':'system','content':'\u00f6\ud83d\ude00'}],'max_tokens':5,'x':1.0}",
            })
    void leavesOutWhatTheProviderDoesNotTake(String switches, String body, String expected) {
        var sent = ChatEnvelope.read(json(body)).addressedTo("up", SwitchesFixture.but(switches));

        assertThat(new String(sent, UTF_8)).isEqualTo(expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'m','messages':[{'role':'developer'}],'max_completion_tokens':5,'max_tokens':4}",
                "{'stream_options':{'include_usage':true},'max_completion_tokens':null,'model':'m','messages':[{}],'stream':true}",
            })
    void leavesEveryByteToAProviderThatTakesAll(String body) {
        var sent = ChatEnvelope.read(json(body)).addressedTo("m", Compatibility.DEFAULT);

        assertThat(new String(sent, UTF_8)).isEqualTo(body.replace('\'', '"'));
    }

    @Test
    void asksForUsageUnlessTheClientDidOrTheProviderDoesNotKnow() {
        var plain = ChatEnvelope.read(json("{'model':'m','messages':[{}],'stream':true}"));
        var asking =
                ChatEnvelope.read(
                        json(
                                "{'model':'m','messages':[{}],'stream':true,'stream_options':{'include_usage':true}}"));

        assertThat(plain.asksForUsage(Compatibility.DEFAULT)).isTrue();
        assertThat(plain.asksForUsage(SwitchesFixture.but("'streamOptions':false"))).isFalse();
        assertThat(asking.asksForUsage(Compatibility.DEFAULT)).isFalse();
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
