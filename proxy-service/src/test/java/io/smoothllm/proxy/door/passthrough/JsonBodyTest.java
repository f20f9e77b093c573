package io.smoothllm.proxy.door.passthrough;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EMBEDDINGS|{ 'input':[1.0,9007199254740993], 'model' : 'm' }|{ 'input':[1.0,9007199254740993], 'model' : 'up' }",
                "EMBEDDINGS|{'model':'up','x':{'model':'m'}}|{'model':'up','x':{'model':'m'}}",
                "MODERATIONS|{'input':'a'}|{'model':'up','input':'a'}",
                "MODERATIONS|{ }|{'model':'up' }",
                "MODERATIONS|{'model':null,'input':'a'}|{'model':'up','input':'a'}",
                "EMBEDDINGS|\uFEFF{'model':'m'}|\uFEFF{'model':'up'}",
            })
    void changesTheModelAndNothingElse(Service service, String body, String expected) {
        var sent = JsonBody.read(service, json(body)).addressedTo("up", false);

        assertThat(new String(sent, UTF_8)).isEqualTo(expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'m','stream':true}|{'stream_options':{'include_usage':true},'model':'m','stream':true}",
                "{'model':'m','stream':true,'stream_options':null}|{'model':'m','stream':true,'stream_options':{'include_usage':true}}",
                "{'model':'m','stream':true,'stream_options':{}}|{'model':'m','stream':true,'stream_options':{'include_usage':true}}",
                "{'model':'m','stream':true,'stream_options':{'a':1}}|{'model':'m','stream':true,'stream_options':{'include_usage':true,'a':1}}",
                "{'model':'m','stream':true,'stream_options':{'include_usage':false}}|{'model':'m','stream':true,'stream_options':{'include_usage':true}}",
            })
    void aStreamedCompletionIsAskedForItsUsage(String body, String expected) {
        var sent = JsonBody.read(Service.COMPLETIONS, json(body)).addressedTo("m", true);

        assertThat(new String(sent, UTF_8)).isEqualTo(expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "COMPLETIONS|{'model':'m'}",
                "COMPLETIONS|{'model':'m','stream':true,'stream_options':{'include_usage':true}}",
                "IMAGE_GENERATIONS|{'model':'m','stream':true}",
            })
    void nobodyElseIsAskedForUsage(Service service, String body) {
        assertThat(JsonBody.read(service, json(body)).usage()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MODERATIONS|{}|omni-moderation-latest",
                "IMAGE_GENERATIONS|{'prompt':'a','n':2,'background':null}|dall-e-2",
                "IMAGE_GENERATIONS|{'prompt':'a','background':'opaque'}|gpt-image-1.5",
                "IMAGE_GENERATIONS|{'prompt':'a','stream':true}|gpt-image-1.5",
                "IMAGE_EDITS|{}|gpt-image-1.5",
            })
    void theProvidersDefaultIsTheModelOfARequestThatNamesNone(
            Service service, String body, String model) {
        assertThat(JsonBody.read(service, json(body)).model()).isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EMBEDDINGS|{}|model",
                "EMBEDDINGS|{'model':null}|model",
                "SPEECH|{'input':'a'}|model",
                "MODERATIONS|{'model':7}|model",
                "MODERATIONS|{'model':''}|model",
                "EMBEDDINGS|{'model':'m','model':'n'}|model",
                "EMBEDDINGS|{'model':'m','stream':1}|stream",
                "COMPLETIONS|{'model':'m','stream_options':7}|stream_options",
                "COMPLETIONS|{'model':'m','stream_options':{'include_usage':7}}|stream_options.include_usage",
                "EMBEDDINGS|['m']|",
                "EMBEDDINGS|{'model':'m'}{}|",
            })
    void namesTheFieldThatIsWrong(Service service, String body, String param) {
        var refused =
                catchThrowableOfType(
                        ProblemException.class, () -> JsonBody.read(service, json(body)));

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class, p -> assertThat(p.param()).isEqualTo(param));
    }

    @Test
    void speechInEventsIsAStream() {
        var body = json("{'model':'m','stream_format':'sse'}");

        assertThat(JsonBody.read(Service.SPEECH, body).streamed()).isTrue();
    }

    @Test
    void onlyTheInputCountsAsText() {
        var body = json("{'model':'a long name','input':['ab','cd'],'user':'somebody'}");

        var input = JsonBody.read(Service.EMBEDDINGS, body).input();

        assertThat(input.beginning().toString()).isEqualTo("abcd");
    }

    private static byte[] json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(UTF_8);
    }
}
