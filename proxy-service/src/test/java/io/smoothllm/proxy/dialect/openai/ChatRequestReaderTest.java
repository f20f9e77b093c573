package io.smoothllm.proxy.dialect.openai;

import static io.smoothllm.proxy.dialect.openai.RequestFixture.call;
import static io.smoothllm.proxy.dialect.openai.RequestFixture.json;
import static io.smoothllm.proxy.dialect.openai.RequestFixture.result;
import static io.smoothllm.proxy.dialect.openai.RequestFixture.text;
import static io.smoothllm.proxy.dialect.openai.RequestFixture.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.Labels;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Signature.Maker;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestReaderTest {
    private static final String NOTHING = "{'type':'object','properties':{}}";

    @Nested
    class Choices {
        @ParameterizedTest
        @CsvSource({"1,1", "3,3", "null,1"})
        void areAsManyAsAsked(String n, int choices) {
            assertThat(read("'n':" + n).choices()).isEqualTo(choices);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                nullValues = "-",
                value = {
                    "'logprobs':true|0",
                    "'logprobs':true,'top_logprobs':5|5",
                    "'logprobs':true,'top_logprobs':null|0",
                    "'logprobs':false|-",
                    "'logprobs':false,'top_logprobs':0|-",
                    "'top_logprobs':0|-"
                },
                quoteCharacter = '`')
        void tellTheirProbabilitiesIfAsked(String members, Integer alternatives) {
            assertThat(read(members).logProbs()).isEqualTo(alternatives);
        }
    }

    @Nested
    class TheToolChoice {
        private static final String OFFERED =
                "'tools':[{'type':'function','function':{'name':'f'}},{'type':'function','function':{'name':'g'}}]";

        @Test
        void mayAllowSome() {
            var tools =
                    read(OFFERED
                                    + ",'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':[{'type':'function','function':{'name':'g'}}]}}")
                            .tools();

            assertThat(tools.choice()).isEqualTo(new ToolChoice.Allowed(Set.of("g"), true));
            assertThat(tools.offered()).hasSize(2);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'sometimes'",
                    "{'type':'allowed_tools','allowed_tools':{'mode':'none','tools':[]}}",
                    "{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[{'type':'function'}]}}",
                    "{'type':'function'}",
                    "7"
                })
        void mustBeOneThatThereIs(String choice) {
            assertThat(refusal(OFFERED + ",'tool_choice':" + choice))
                    .isInstanceOfSatisfying(
                            Problem.InvalidRequest.class,
                            refused -> assertThat(refused.param()).startsWith("tool_choice"));
        }

        @Test
        void ofACustomToolHasNoWord() {
            assertThat(refusal(OFFERED + ",'tool_choice':{'type':'custom','custom':{'name':'x'}}"))
                    .isInstanceOf(Problem.Unsupported.class);
        }
    }

    @Nested
    class FunctionsOfOld {
        @Test
        void areToolsThatAreCalledOneAtATime() {
            var tools =
                    read("'functions':[{'name':'f','description':'d','parameters':{'type':'object','properties':{'a':{}}}},{'name':'g'}],'function_call':'auto'")
                            .tools();

            assertThat(tools)
                    .isEqualTo(
                            new Tools(
                                    List.of(
                                            tool(
                                                    "f",
                                                    "d",
                                                    "{'type':'object','properties':{'a':{}}}",
                                                    null),
                                            tool("g", null, NOTHING, null)),
                                    new ToolChoice.Auto(),
                                    false));
        }

        @Test
        void mayBeForcedOrForbidden() {
            assertThat(
                            read("'functions':[{'name':'f'}],'function_call':{'name':'f'}")
                                    .tools()
                                    .choice())
                    .isEqualTo(new ToolChoice.Named("f"));
            assertThat(read("'functions':[{'name':'f'}],'function_call':'none'").tools().choice())
                    .isEqualTo(new ToolChoice.None());
            assertThat(read("'functions':[{'name':'f'}]").tools().choice()).isNull();
        }

        @Test
        void areAnsweredInTheConversation() {
            var messages =
                    messages(
                            "{'role':'assistant','content':null,'function_call':{'name':'f','arguments':'{\\\"a\\\":1}'}},"
                                    + "{'role':'function','name':'f','content':'one'},"
                                    + "{'role':'assistant','content':'so','function_call':{'name':'f','arguments':''}},"
                                    + "{'role':'function','name':'f','content':'two'},"
                                    + "{'role':'user','content':'go on'}");

            assertThat(messages)
                    .containsExactly(
                            assistant(call("function_call_0", "f", "{\"a\":1}")),
                            user(result("function_call_0", text("one"))),
                            assistant(text("so"), call("function_call_1", "f", "{}")),
                            user(result("function_call_1", text("two"))),
                            user(text("go on")));
        }

        @Test
        void cannotBeAnsweredBeforeTheyAreCalled() {
            assertThat(refusalOf("{'role':'function','name':'f','content':'one'}"))
                    .isEqualTo(
                            new Problem.InvalidRequest(
                                    "messages[0].name",
                                    "A function message needs the name of a function called before."));
        }

        @Test
        void doNotMixWithTools() {
            assertThat(
                            refusal(
                                    "'functions':[{'name':'f'}],'tools':[{'type':'function','function':{'name':'f'}}]"))
                    .isInstanceOfSatisfying(
                            Problem.InvalidRequest.class,
                            refused -> assertThat(refused.param()).isEqualTo("functions"));
        }
    }

    @Nested
    class TheFormat {
        @Test
        void mayBeAnyJson() {
            assertThat(read("'response_format':{'type':'json_object'}").outputFormat())
                    .isEqualTo(new OutputFormat.AnyJson());
            assertThat(read("'response_format':{'type':'text'}").outputFormat()).isNull();
        }

        @Test
        void keepsAllThatIsSaidOfASchema() {
            assertThat(
                            read("'response_format':{'type':'json_schema','json_schema':{'name':'n','description':'d','strict':true,'schema':{'type':'object'}}}")
                                    .outputFormat())
                    .isEqualTo(
                            new OutputFormat.Matching("n", "d", json("{'type':'object'}"), true));
        }
    }

    @Nested
    class EarlierThoughts {
        @Test
        void comeBackInBlocks() {
            assertThat(
                            messages(
                                    "{'role':'assistant','content':'a','reasoning_content':'hmso','thinking_blocks':["
                                            + "{'type':'thinking','thinking':'hm','signature':'c'},"
                                            + "{'type':'thinking','thinking':'so'},"
                                            + "{'type':'redacted_thinking','data':'r'},"
                                            + "{'type':'thinking','thinking':'','signature':'gemini.g'}]}"))
                    .containsExactly(
                            assistant(
                                    new Part.Thinking("hm", new Signature(Maker.CLAUDE, "c")),
                                    new Part.Thinking("so", null),
                                    new Part.RedactedThinking("r"),
                                    new Part.Thinking("", new Signature(Maker.GEMINI, "g")),
                                    text("a")));
        }

        @Test
        void comeBackUnsigned() {
            assertThat(messages("{'role':'assistant','content':'a','reasoning_content':'hm'}"))
                    .containsExactly(assistant(new Part.Thinking("hm", null), text("a")));
        }

        @Test
        void areSignedByTheCallBehindThem() {
            assertThat(
                            messages(
                                    "{'role':'assistant','content':'a','tool_calls':["
                                            + signedCall("x", "g1")
                                            + ","
                                            + signedCall("y", "g2")
                                            + "]}"))
                    .containsExactly(
                            assistant(
                                    text("a"),
                                    new Part.Thinking("", new Signature(Maker.GEMINI, "g1")),
                                    call("x", "f", "{}"),
                                    new Part.Thinking("", new Signature(Maker.GEMINI, "g2")),
                                    call("y", "f", "{}")));
        }

        @Test
        void areNotTakenTwiceForTheCallAndTheBlockOfOneSignature() {
            assertThat(
                            messages(
                                    "{'role':'assistant','content':'a','reasoning_content':'hm','thinking_blocks':["
                                            + "{'type':'thinking','thinking':'hm','signature':'gemini.g1'}],"
                                            + "'tool_calls':["
                                            + signedCall("x", "g1")
                                            + "]}"))
                    .containsExactly(
                            assistant(
                                    text("a"),
                                    new Part.Thinking("hm", new Signature(Maker.GEMINI, "g1")),
                                    call("x", "f", "{}")));
        }

        private static String signedCall(String id, String signature) {
            return "{'id':'"
                    + id
                    + "','type':'function','function':{'name':'f','arguments':'{}'},'extra_content':{'google':{'thought_signature':'"
                    + signature
                    + "'}}}";
        }
    }

    @Test
    void labelsAreKept() {
        assertThat(
                        read("'user':'old','safety_identifier':'u','service_tier':'flex','verbosity':'low','prompt_cache_key':'k','metadata':{'b':'1','a':'2'}")
                                .labels())
                .isEqualTo(new Labels("u", "flex", "low", "k", json("{'b':'1','a':'2'}")));
        assertThat(read("'user':'old'").labels().userId()).isEqualTo("old");
    }

    @Test
    void theSamplingOfCompatibleServersIsKept() {
        var sampling = read("'top_k':40,'seed':9007199254740993,'temperature':1.0").sampling();

        assertThat(sampling.topK()).isEqualTo(40);
        assertThat(sampling.seed()).isEqualTo(9007199254740993L);
        assertThat(sampling.temperature()).hasToString("1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "'logit_bias':{'1':2}|logit_bias",
                "'logit_bias':{}|-",
                "'logit_bias':null|-",
                "'prediction':{'type':'content'}|prediction",
                "'store':true|store",
                "'store':false|-",
                "'modalities':['text']|-",
                "'audio':{'voice':'x'}|audio",
                "'x_new':0|x_new",
                "'x_new':'a'|x_new",
                "'stream_options':{'include_obfuscation':false}|-",
            })
    void whatIsDroppedIsNamedUnlessItSaysNothing(String member, String name) {
        assertThat(read(member).ignored()).isEqualTo(name == null ? List.of() : List.of(name));
    }

    @Test
    void whatIsUnderstoodIsNotDropped() {
        assertThat(
                        read("'n':2,'logprobs':true,'top_logprobs':1,'max_tokens':1,'max_completion_tokens':2,'temperature':1,'top_p':1,'top_k':1,"
                                        + "'seed':1,'presence_penalty':1,'frequency_penalty':1,'stop':'x','reasoning_effort':'low','response_format':{'type':'text'},"
                                        + "'user':'u','safety_identifier':'s','service_tier':'auto','verbosity':'low','prompt_cache_key':'k','metadata':{'a':'b'},"
                                        + "'stream':true,'stream_options':{'include_usage':true},'parallel_tool_calls':true,'tool_choice':'auto',"
                                        + "'tools':[{'type':'function','function':{'name':'f'}}]")
                                .ignored())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'n':0|n",
                "'n':1.5|n",
                "'n':'2'|n",
                "'logprobs':1|logprobs",
                "'top_logprobs':3|top_logprobs",
                "'logprobs':true,'top_logprobs':21|top_logprobs",
                "'max_tokens':0|max_tokens",
                "'max_completion_tokens':99999999999|max_completion_tokens",
                "'seed':1.5|seed",
                "'temperature':'1'|temperature",
                "'parallel_tool_calls':'no'|parallel_tool_calls",
                "'metadata':'x'|metadata",
                "'verbosity':1|verbosity",
                "'reasoning_effort':'huge'|reasoning_effort",
                "'response_format':{'type':'xml'}|response_format.type",
                "'response_format':{'type':'json_schema'}|response_format.json_schema.schema",
                "'tools':{}|tools",
                "'tools':[{'type':'function','function':{}}]|tools[0].function.name",
                "'functions':[{}]|functions[0].name",
                "'functions':[{'name':'f'}],'function_call':'always'|function_call",
            })
    void whatIsWrongIsNamed(String members, String param) {
        assertThat(refusal(members))
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class,
                        refused -> assertThat(refused.param()).isEqualTo(param));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'modalities':['text','audio']|modalities",
                "'web_search_options':{}|web_search_options",
                "'tools':[{'type':'custom','custom':{'name':'x'}}]|tools[0].type",
            })
    void whatHasNoWordIsRefusedByName(String members, String param) {
        assertThat(refusal(members))
                .isInstanceOfSatisfying(
                        Problem.Unsupported.class,
                        refused -> assertThat(refused.param()).isEqualTo(param));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'user','content':[{'type':'input_audio'}]}|messages[0].content[0].type",
                "{'role':'user','content':[{'type':'file','file':{'file_id':'f'}}]}|messages[0].content[0].file",
                "{'role':'assistant','audio':{'id':'a'}}|messages[0].audio",
                "{'role':'assistant','tool_calls':[{'id':'x','type':'custom','custom':{}}]}|messages[0].tool_calls[0].type",
            })
    void whatNoOtherModelReadsIsRefusedByItsPlace(String message, String param) {
        assertThat(refusalOf(message))
                .isInstanceOfSatisfying(
                        Problem.Unsupported.class,
                        refused -> assertThat(refused.param()).isEqualTo(param));
    }

    private static Message user(Part... parts) {
        return new Message(Role.USER, List.of(parts));
    }

    private static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts));
    }

    private static List<Message> messages(String messages) {
        return understood("'messages':[" + messages + "]").messages();
    }

    private static ChatRequest read(String members) {
        return understood("'messages':[{'role':'user','content':'hi'}]," + members);
    }

    private static ChatRequest understood(String members) {
        var body = ("{'model':'m'," + members + "}").replace('\'', '"');
        return ChatRequestReader.read(ChatEnvelope.read(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Problem refusal(String members) {
        return catchThrowableOfType(ProblemException.class, () -> read(members)).problem();
    }

    private static Problem refusalOf(String messages) {
        return catchThrowableOfType(ProblemException.class, () -> messages(messages)).problem();
    }
}
