package io.smoothllm.proxy.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    @Test
    void instructionsAreSaidFirst() {
        var request = read("'instructions':'Be brief','input':'hi'");

        assertThat(request.messages())
                .containsExactly(
                        new Message(Role.SYSTEM, List.of(new Part.Text("Be brief", null))),
                        new Message(Role.USER, List.of(new Part.Text("hi", null))));
    }

    @Test
    void whatWasNotSaidStaysUnsaid() {
        var request = read("'input':'hi'");

        assertThat(request.maxTokens()).isNull();
        assertThat(request.logProbs()).isNull();
        assertThat(request.reasoning()).isNull();
        assertThat(request.outputFormat()).isNull();
        assertThat(request.tools()).isEqualTo(ChatRequest.Tools.NONE);
        assertThat(request.labels()).isEqualTo(ChatRequest.Labels.NONE);
        assertThat(request.ignored()).isEmpty();
        assertThat(request.choices()).isEqualTo(1);
        assertThat(request.stream()).isFalse();
    }

    @Test
    void numbersKeepTheirDigits() {
        var request = read("'input':'hi','temperature':0.70,'top_p':1E-1,'max_output_tokens':16");

        assertThat(request.sampling().temperature()).isEqualTo(new BigDecimal("0.70"));
        assertThat(request.sampling().topP()).isEqualByComparingTo("0.1");
        assertThat(request.maxTokens()).isEqualTo(16);
    }

    @Test
    void labelsGoOn() {
        var labels =
                read("'input':'hi','safety_identifier':'s','user':'u','metadata':{'a':'b'},"
                                + "'service_tier':'flex','prompt_cache_key':'k',"
                                + "'text':{'verbosity':'low'}")
                        .labels();

        assertThat(labels.userId()).isEqualTo("s");
        assertThat(labels.serviceTier()).isEqualTo("flex");
        assertThat(labels.verbosity()).isEqualTo("low");
        assertThat(labels.promptCacheKey()).isEqualTo("k");
        assertThat(labels.metadata().toString()).isEqualTo("{\"a\":\"b\"}");
    }

    @Test
    void theOldUserIsTakenWhenThereIsNoOther() {
        assertThat(read("'input':'hi','user':'u'").labels().userId()).isEqualTo("u");
    }

    @Test
    void effortAndSummaryAreOneWish() {
        assertThat(read("'input':'hi','reasoning':{'effort':'high','summary':'auto'}").reasoning())
                .isEqualTo(new Reasoning(new Amount.Effort(Level.HIGH), true));
        assertThat(read("'input':'hi','reasoning':{'effort':'none'}").reasoning())
                .isEqualTo(new Reasoning(new Amount.Off(), null));
        assertThat(read("'input':'hi','reasoning':{'generate_summary':'auto'}").reasoning())
                .isEqualTo(new Reasoning(null, true));
        assertThat(read("'input':'hi','reasoning':{'effort':null,'summary':null}").reasoning())
                .isNull();
    }

    @Test
    void aSchemaIsFlat() {
        var format =
                read("'input':'hi','text':{'format':{'type':'json_schema','name':'n',"
                                + "'description':'d','strict':false,'schema':{'type':'object'}}}")
                        .outputFormat();

        assertThat(format)
                .isInstanceOfSatisfying(
                        OutputFormat.Matching.class,
                        matching -> {
                            assertThat(matching.name()).isEqualTo("n");
                            assertThat(matching.description()).isEqualTo("d");
                            assertThat(matching.strict()).isFalse();
                            assertThat(matching.schema().toString())
                                    .isEqualTo("{\"type\":\"object\"}");
                        });
    }

    @Test
    void anyJsonAndTextAreFormatsToo() {
        assertThat(read("'input':'hi','text':{'format':{'type':'json_object'}}").outputFormat())
                .isEqualTo(new OutputFormat.AnyJson());
        assertThat(read("'input':'hi','text':{'format':{'type':'text'}}").outputFormat()).isNull();
    }

    @Test
    void probabilitiesAreWantedWhenTheyAreIncluded() {
        var wish = "'input':'hi','include':['message.output_text.logprobs']";

        assertThat(read(wish).logProbs()).isZero();
        assertThat(read(wish + ",'top_logprobs':5").logProbs()).isEqualTo(5);
        assertThat(read("'input':'hi','top_logprobs':5").logProbs()).isNull();
    }

    @Test
    void oneCallAtATime() {
        assertThat(read("'input':'hi','parallel_tool_calls':false").tools().parallel()).isFalse();
    }

    @Test
    void hintsAreReported() {
        var request =
                read(
                        "'input':'hi','truncation':'auto','max_tool_calls':3,'client_metadata':{},"
                                + "'stream_options':{'include_obfuscation':false},'new_one':1,"
                                + "'reasoning':{'context':'auto','mode':'pro','effort':'low'},"
                                + "'context_management':[],'prompt_cache_retention':null");

        assertThat(request.ignored())
                .containsExactlyInAnyOrder(
                        "truncation",
                        "max_tool_calls",
                        "client_metadata",
                        "stream_options",
                        "new_one",
                        "reasoning.context",
                        "reasoning.mode",
                        "context_management");
    }

    @Test
    void whatClientsSayByDefaultIsNoHint() {
        assertThat(
                        read("'input':'hi','store':true,'background':false,'truncation':'disabled',"
                                        + "'include':['reasoning.encrypted_content'],"
                                        + "'previous_response_id':null,'conversation':null")
                                .ignored())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'previous_response_id':'resp_1'|previous_response_id",
                "'conversation':'conv_1'|conversation",
                "'conversation':{'id':'conv_1'}|conversation",
                "'prompt':{'id':'p'}|prompt",
                "'background':true|background",
                "'moderation':{'model':'m'}|moderation",
                "'tools':[{'type':'web_search'}]|tools[0].type",
                "'tools':[{'type':'function','name':'f'},{'type':'mcp'}]|tools[1].type",
                "'tools':[{'type':'local_shell'}]|tools[0].type",
                "'tool_choice':{'type':'web_search_preview'}|tool_choice.type",
                "'input':[{'type':'item_reference','id':'msg_1'}]|input[0]",
                "'input':[{'role':'user','content':'a'},{'type':'web_search_call'}]|input[1].type",
                "'input':[{'type':'compaction','encrypted_content':'x'}]|input[0].type",
                "'input':[{'role':'user','content':[{'type':'input_audio'}]}]|input[0].content[0].type",
                "'input':[{'role':'user','content':[{'type':'input_image','file_id':'f'}]}]|input[0].content[0].file_id",
                "'input':[{'role':'user','content':[{'type':'input_file','file_id':'f'}]}]|input[0].content[0].file_id",
            })
    void whatNeedsTheProvidersOwnResponsesIsRefusedByName(String fields, String param) {
        var body = fields.startsWith("'input'") ? fields : "'input':'hi'," + fields;

        var refused = catchThrowableOfType(ProblemException.class, () -> read(body));

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.Unsupported.class, p -> assertThat(p.param()).isEqualTo(param));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'temperature':'hot'|temperature",
                "'max_output_tokens':0|max_output_tokens",
                "'max_output_tokens':1.5|max_output_tokens",
                "'max_output_tokens':3000000000|max_output_tokens",
                "'top_logprobs':21|top_logprobs",
                "'parallel_tool_calls':'no'|parallel_tool_calls",
                "'instructions':[]|instructions",
                "'metadata':'x'|metadata",
                "'include':'x'|include",
                "'text':'x'|text",
                "'text':{'format':'x'}|text.format",
                "'text':{'format':{'type':'xml'}}|text.format.type",
                "'text':{'format':{'type':'json_schema','name':'n'}}|text.format.schema",
                "'reasoning':{'effort':'huge'}|reasoning.effort",
                "'reasoning':'x'|reasoning",
                "'tools':{}|tools",
                "'tools':[{'type':'function'}]|tools[0].name",
                "'tool_choice':'maybe'|tool_choice",
                "'tool_choice':{'type':'function','name':'f'}|tool_choice.name",
                "'tool_choice':{'name':'f'}|tool_choice.type",
            })
    void namesTheFieldThatIsWrong(String fields, String param) {
        var refused =
                catchThrowableOfType(ProblemException.class, () -> read("'input':'hi'," + fields));

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class, p -> assertThat(p.param()).isEqualTo(param));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'stream':true,"})
    void knowsWhetherToStream(String stream) {
        assertThat(read(stream + "'input':'hi'").stream()).isEqualTo(!stream.isEmpty());
    }

    private static ChatRequest read(String fields) {
        var body = ("{'model':'m'," + fields + "}").replace('\'', '"');
        return ResponsesEnvelope.read(body.getBytes(UTF_8)).understood().chat();
    }
}
