package io.smoothllm.proxy.dialect.openai;

import static io.smoothllm.proxy.dialect.openai.RequestFixture.aRequest;
import static io.smoothllm.proxy.dialect.openai.RequestFixture.call;
import static io.smoothllm.proxy.dialect.openai.RequestFixture.inline;
import static io.smoothllm.proxy.dialect.openai.RequestFixture.json;
import static io.smoothllm.proxy.dialect.openai.RequestFixture.result;
import static io.smoothllm.proxy.dialect.openai.RequestFixture.text;
import static io.smoothllm.proxy.dialect.openai.RequestFixture.tool;
import static io.smoothllm.proxy.dialect.openai.SwitchesFixture.but;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.proxy.dialect.ChatRequest.Labels;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.ChatRequest.Sampling;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Part.Media;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Signature.Maker;
import io.smoothllm.proxy.dialect.openai.ChatWire.Surface;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestWriterTest {
    private static final String OPEN = "{'type':'object','properties':{'a':{'type':'string'}}}";
    private static final String CLOSED =
            "{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],'additionalProperties':false}";

    @Test
    void theLeastRequestIsModelAndMessages() {
        assertThat(body(aRequest().user("hi").written()))
                .isEqualTo(json("{'model':'up','messages':[{'role':'user','content':'hi'}]}"));
    }

    @Nested
    class Messages {
        @Test
        void ofTheSystemStayApartAndInPlace() {
            var request =
                    aRequest()
                            .system(text("a"), text("b"))
                            .system(text("c"))
                            .user("hi")
                            .assistant(text("yes"))
                            .system(text("d"))
                            .user("bye");

            assertThat(messages(request))
                    .isEqualTo(
                            json(
                                    "[{'role':'system','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]},"
                                            + "{'role':'system','content':'c'},"
                                            + "{'role':'user','content':'hi'},"
                                            + "{'role':'assistant','content':'yes'},"
                                            + "{'role':'system','content':'d'},"
                                            + "{'role':'user','content':'bye'}]"));
        }

        @Test
        void holdPicturesAndFiles() {
            var request =
                    aRequest()
                            .user(
                                    new Part.Image(inline("image/png", "AAAA"), null),
                                    new Part.Image(new Media.Remote("https://x/y.png"), null),
                                    new Part.Document(
                                            inline("application/pdf", "AAAA"), "a.pdf", null),
                                    new Part.Document(
                                            inline("application/pdf", "BBBB"), null, null),
                                    new Part.Document(
                                            inline("application/msword", "CCCC"), null, null));

            assertThat(messages(request).path(0).path("content"))
                    .isEqualTo(
                            json(
                                    "[{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}},"
                                            + "{'type':'image_url','image_url':{'url':'https://x/y.png'}},"
                                            + "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,AAAA'}},"
                                            + "{'type':'file','file':{'filename':'document.pdf','file_data':'data:application/pdf;base64,BBBB'}},"
                                            + "{'type':'file','file':{'filename':'document','file_data':'data:application/msword;base64,CCCC'}}]"));
        }

        @Test
        void sayPlainTextFilesAsText() {
            var request =
                    aRequest()
                            .user(
                                    new Part.Document(inline("text/plain", "aMO2"), null, null),
                                    new Part.Document(
                                            inline("text/markdown", "aMO2"), "a.md", null));

            assertThat(messages(request).path(0).path("content"))
                    .isEqualTo(
                            json(
                                    "[{'type':'text','text':'hö'},{'type':'text','text':'a.md\\n\\nhö'}]"));
        }

        @Test
        void refuseFilesByAddress() {
            var request =
                    aRequest().user(new Part.Document(new Media.Remote("https://x/y"), null, null));

            assertThat(refusal(request))
                    .isInstanceOfSatisfying(
                            Problem.Unsupported.class,
                            refused -> assertThat(refused.param()).isEqualTo("messages"));
        }

        @Test
        void refuseTextFilesThatAreNoBase64() {
            var request = aRequest().user(new Part.Document(inline("text/plain", "A"), null, null));

            assertThat(refusal(request)).isInstanceOf(Problem.InvalidRequest.class);
        }

        @Test
        void withoutContentHaveAnEmptyText() {
            var request = aRequest().user().assistant().system().user(text(""), text("hi"));

            assertThat(messages(request))
                    .isEqualTo(
                            json(
                                    "[{'role':'user','content':''},{'role':'assistant','content':''},"
                                            + "{'role':'system','content':''},{'role':'user','content':'hi'}]"));
        }
    }

    @Nested
    class ToolResults {
        @Test
        void standBehindTheirCallsAndTheRestFollows() {
            var request =
                    aRequest()
                            .assistant(
                                    text("let me see"),
                                    call("x", "f", "{\"b\":1.0,\"a\":9007199254740993}"),
                                    call("y", "g", "{}"))
                            .user(
                                    text("there"),
                                    result("x", text("1")),
                                    new Part.Image(inline("image/png", "AAAA"), null),
                                    result("y"));

            assertThat(messages(request))
                    .isEqualTo(
                            json(
                                    "[{'role':'assistant','content':'let me see','tool_calls':["
                                            + "{'id':'x','type':'function','function':{'name':'f','arguments':'{\\\"b\\\":1.0,\\\"a\\\":9007199254740993}'}},"
                                            + "{'id':'y','type':'function','function':{'name':'g','arguments':'{}'}}]},"
                                            + "{'role':'tool','tool_call_id':'x','content':'1'},"
                                            + "{'role':'tool','tool_call_id':'y','content':''},"
                                            + "{'role':'user','content':[{'type':'text','text':'there'},"
                                            + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}}]}]"));
        }

        @Test
        void ofSeveralMessagesStandTogether() {
            var request =
                    aRequest()
                            .assistant(call("x", "f", "{}"), call("y", "g", "{}"))
                            .user(result("x", text("1")), text("a"))
                            .system(text("s"))
                            .user(result("y", text("2"), text("3")));

            assertThat(messages(request))
                    .isEqualTo(
                            json(
                                    "[{'role':'assistant','content':null,'tool_calls':["
                                            + "{'id':'x','type':'function','function':{'name':'f','arguments':'{}'}},"
                                            + "{'id':'y','type':'function','function':{'name':'g','arguments':'{}'}}]},"
                                            + "{'role':'tool','tool_call_id':'x','content':'1'},"
                                            + "{'role':'tool','tool_call_id':'y','content':[{'type':'text','text':'2'},{'type':'text','text':'3'}]},"
                                            + "{'role':'user','content':'a'},"
                                            + "{'role':'system','content':'s'}]"));
        }

        @Test
        void showTheirPicturesBehindAllResults() {
            var request =
                    aRequest()
                            .assistant(call("x", "f", "{}"), call("y", "g", "{}"))
                            .user(
                                    result(
                                            "x",
                                            text("seen"),
                                            new Part.Image(inline("image/png", "AAAA"), null)),
                                    result(
                                            "y",
                                            new Part.Document(
                                                    inline("application/pdf", "BBBB"),
                                                    "b.pdf",
                                                    null)),
                                    text("go on"));

            assertThat(messages(request))
                    .hasSize(4)
                    .last()
                    .isEqualTo(
                            json(
                                    "{'role':'user','content':["
                                            + "{'type':'text','text':'[attachment 1]'},"
                                            + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}},"
                                            + "{'type':'text','text':'[attachment 2]'},"
                                            + "{'type':'file','file':{'filename':'b.pdf','file_data':'data:application/pdf;base64,BBBB'}},"
                                            + "{'type':'text','text':'go on'}]}"));
            assertThat(messages(request).path(1))
                    .isEqualTo(
                            json(
                                    "{'role':'tool','tool_call_id':'x','content':[{'type':'text','text':'seen'},"
                                            + "{'type':'text','text':'[attachment 1: in the next user message]'}]}"));
            assertThat(messages(request).path(2).path("content").textValue())
                    .isEqualTo("[attachment 2: in the next user message]");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "no such file|Error: no such file",
                    "Error: gone|Error: gone",
                    "ERROR 5|ERROR 5",
                    "''|Error"
                })
        void sayThatTheToolFailed(String text, String said) {
            var content = text.isEmpty() ? List.<Part>of() : List.of(text(text));
            var request =
                    aRequest()
                            .assistant(call("x", "f", "{}"))
                            .user(new Part.ToolResult("x", content, true, null));

            assertThat(messages(request).path(1).path("content").textValue()).isEqualTo(said);
        }

        @Test
        void meetTheirCallsWhenTheIdIsTooLong() {
            var id = "x".repeat(41);

            var messages =
                    messages(
                            aRequest()
                                    .assistant(call(id, "f", "{}"), call("x".repeat(40), "f", "{}"))
                                    .user(result(id)));

            var written = messages.path(0).path("tool_calls").path(0).path("id").textValue();
            assertThat(written).matches("call_[0-9a-f]{35}");
            assertThat(messages.path(1).path("tool_call_id").textValue()).isEqualTo(written);
            assertThat(messages.path(0).path("tool_calls").path(1).path("id").textValue())
                    .isEqualTo("x".repeat(40));
        }
    }

    @Nested
    class EarlierThoughts {
        private final RequestFixture request =
                aRequest()
                        .assistant(
                                new Part.Thinking("hm", new Signature(Maker.CLAUDE, "c")),
                                new Part.Thinking(" so", null),
                                new Part.RedactedThinking("r"),
                                text("a"),
                                new Part.Thinking("", new Signature(Maker.GEMINI, "g")),
                                call("x", "f", "{}"));

        @Test
        void areNotForOpenAi() {
            assertThat(messages(request).path(0))
                    .isEqualTo(
                            json(
                                    "{'role':'assistant','content':'a','tool_calls':["
                                            + "{'id':'x','type':'function','function':{'name':'f','arguments':'{}'}}]}"));
        }

        @Test
        void goBackToWhomWantsThem() {
            var body = body(request.written(but("'reasoningContent':true"), Surface.CURRENT));

            assertThat(body.path("messages").path(0))
                    .isEqualTo(
                            json(
                                    "{'role':'assistant','content':'a','reasoning_content':'hm so','thinking_blocks':["
                                            + "{'type':'thinking','thinking':'hm','signature':'c'},"
                                            + "{'type':'redacted_thinking','data':'r'},"
                                            + "{'type':'thinking','thinking':'','signature':'gemini.g'}],"
                                            + "'tool_calls':[{'id':'x','type':'function','function':{'name':'f','arguments':'{}'},"
                                            + "'extra_content':{'google':{'thought_signature':'g'}}}]}"));
        }
    }

    @Nested
    class Tools {
        @Test
        void keepTheirSchemaWhole() {
            var schema =
                    "{'properties':{'b':{'$ref':'#/$defs/x'}},'type':'object','$defs':{'x':{'maximum':1.0}},'additionalProperties':{'type':'string'}}";
            var body =
                    body(
                            aRequest()
                                    .user("hi")
                                    .offering(null, true, tool("f", "does", schema, null))
                                    .written());

            assertThat(body.path("tools").toString())
                    .isEqualTo(
                            json("[{'type':'function','function':{'name':'f','description':'does','parameters':"
                                            + schema
                                            + "}}]")
                                    .toString());
            assertThat(body.has("tool_choice")).isFalse();
            assertThat(body.has("parallel_tool_calls")).isFalse();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "true|" + CLOSED + "|true",
                    "true|" + OPEN + "|false",
                    "false|" + CLOSED + "|false",
                    "|" + CLOSED + "|",
                })
        void areStrictOnlyIfTheirSchemaCanBe(Boolean asked, String schema, Boolean said) {
            var body =
                    body(
                            aRequest()
                                    .user("hi")
                                    .offering(null, true, tool("f", null, schema, asked))
                                    .written());

            var strict = body.path("tools").path(0).path("function").path("strict");
            assertThat(strict.isMissingNode() ? null : strict.booleanValue()).isEqualTo(said);
        }

        @Test
        void areNeverStrictWhereNoSchemaIsTaken() {
            var request = aRequest().user("hi").offering(null, true, tool("f", null, CLOSED, true));

            var body = body(request.written(but("'jsonSchema':false"), Surface.CURRENT));

            assertThat(body.path("tools").path(0).path("function").has("strict")).isFalse();
        }

        @Test
        void areChosenInOpenAisWords() {
            assertThat(chosen(new ToolChoice.Auto())).isEqualTo(json("'auto'"));
            assertThat(chosen(new ToolChoice.None())).isEqualTo(json("'none'"));
            assertThat(chosen(new ToolChoice.Required())).isEqualTo(json("'required'"));
            assertThat(chosen(new ToolChoice.Named("f")))
                    .isEqualTo(json("{'type':'function','function':{'name':'f'}}"));
            assertThat(chosen(new ToolChoice.Allowed(inOrder("g", "f"), true)))
                    .isEqualTo(
                            json(
                                    "{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':["
                                            + "{'type':'function','function':{'name':'g'}},{'type':'function','function':{'name':'f'}}]}}"));
            assertThat(chosen(new ToolChoice.Allowed(Set.of(), false)))
                    .isEqualTo(
                            json(
                                    "{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[]}}"));
        }

        @Test
        void mayBeCalledOneAtATime() {
            var body =
                    body(
                            aRequest()
                                    .user("hi")
                                    .offering(null, false, tool("f", null, OPEN, null))
                                    .written());

            assertThat(body.path("parallel_tool_calls")).isEqualTo(json("false"));
        }

        @Test
        void thatAreNotThereNeedNoChoice() {
            var body = body(aRequest().user("hi").offering(new ToolChoice.Auto(), false).written());

            assertThat(body.propertyStream().map(Map.Entry::getKey))
                    .containsExactly("model", "messages");
        }

        @Test
        void thatAreNotThereCannotBeForced() {
            assertThat(refusal(aRequest().user("hi").offering(new ToolChoice.Named("f"), true)))
                    .isInstanceOfSatisfying(
                            Problem.InvalidRequest.class,
                            refused -> assertThat(refused.param()).isEqualTo("tool_choice"));
        }

        private static JsonNode chosen(ToolChoice choice) {
            var request = aRequest().user("hi").offering(choice, true, tool("f", null, OPEN, null));
            return body(request.written()).path("tool_choice");
        }

        private static Set<String> inOrder(String... names) {
            return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names)));
        }
    }

    @Nested
    class Limits {
        @Test
        void haveTheirNewNameUnlessItIsNotKnown() {
            var request = aRequest().user("hi").maxTokens(9);

            assertThat(body(request.written()).path("max_completion_tokens")).isEqualTo(json("9"));
            assertThat(body(request.written()).has("max_tokens")).isFalse();
            var old = body(request.written(but("'maxCompletionTokens':false"), Surface.CURRENT));
            assertThat(old.path("max_tokens")).isEqualTo(json("9"));
            assertThat(old.has("max_completion_tokens")).isFalse();
        }

        @Test
        void ofStopSequencesAreFour() {
            assertThat(body(aRequest().user("hi").stop("a", "b", "c", "d").written()).path("stop"))
                    .isEqualTo(json("['a','b','c','d']"));
            assertThat(refusal(aRequest().user("hi").stop("a", "b", "c", "d", "e")))
                    .isInstanceOfSatisfying(
                            Problem.Unsupported.class,
                            refused -> assertThat(refused.param()).isEqualTo("stop"));
        }
    }

    @Nested
    class TheDraw {
        private final RequestFixture request =
                aRequest()
                        .user("hi")
                        .sampling(
                                new Sampling(
                                        new BigDecimal("1.0"),
                                        new BigDecimal("0.50"),
                                        40,
                                        9007199254740993L,
                                        new BigDecimal("-2"),
                                        BigDecimal.ZERO,
                                        List.of()));

        @Test
        void keepsItsDigitsAndLeavesTopKOut() {
            var outgoing = request.written();

            assertThat(outgoing.body().toString())
                    .endsWith(
                            "\"temperature\":1.0,\"top_p\":0.50,\"seed\":9007199254740993,\"presence_penalty\":-2,\"frequency_penalty\":0}");
            assertThat(outgoing.ignored()).containsExactly("top_k");
        }

        @Test
        void isLeftAloneWhereItCannotBeSet() {
            var outgoing = request.written(but("'sampling':false"), Surface.CURRENT);

            assertThat(body(outgoing).has("temperature")).isFalse();
            assertThat(body(outgoing).has("top_p")).isFalse();
            assertThat(outgoing.ignored()).containsExactly("temperature", "top_p", "top_k");
        }

        @Test
        void isDoneForEveryChoiceAndToldInProbabilities() {
            var body = body(aRequest().user("hi").choices(3).logProbs(5).written());

            assertThat(body.path("n")).isEqualTo(json("3"));
            assertThat(body.path("logprobs")).isEqualTo(json("true"));
            assertThat(body.path("top_logprobs")).isEqualTo(json("5"));
            assertThat(body(aRequest().user("hi").logProbs(0).written()).has("top_logprobs"))
                    .isFalse();
        }
    }

    @Nested
    class Effort {
        @ParameterizedTest
        @CsvSource({
            "1,minimal",
            "1023,minimal",
            "1024,low",
            "2048,medium",
            "4096,high",
            "8191,high",
            "8192,xhigh",
            "16384,max",
            "128000,max"
        })
        void isWhatABudgetComesTo(int budget, String effort) {
            assertThat(effort(new Amount.Budget(budget))).isEqualTo(effort);
        }

        @Test
        void hasOpenAisWords() {
            for (var level : Level.values()) {
                assertThat(effort(new Amount.Effort(level))).isEqualToIgnoringCase(level.name());
            }
            assertThat(effort(new Amount.Off())).isEqualTo("none");
            assertThat(effort(new Amount.Adaptive())).isNull();
        }

        private static String effort(Amount amount) {
            return body(aRequest().user("hi").reasoning(amount).written())
                    .path("reasoning_effort")
                    .textValue();
        }
    }

    @Nested
    class TheFormat {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "|" + CLOSED + "|true",
                    "|" + OPEN + "|false",
                    "true|" + OPEN + "|false",
                    "false|" + CLOSED + "|false"
                })
        void isStrictIfTheSchemaCanBe(Boolean asked, String schema, boolean said) {
            var request =
                    aRequest()
                            .user("hi")
                            .output(new OutputFormat.Matching(null, null, json(schema), asked));

            assertThat(body(request.written()).path("response_format"))
                    .isEqualTo(
                            json(
                                    "{'type':'json_schema','json_schema':{'name':'output','schema':"
                                            + schema
                                            + ",'strict':"
                                            + said
                                            + "}}"));
        }

        @Test
        void keepsItsNameAndDescription() {
            var request =
                    aRequest()
                            .user("hi")
                            .output(new OutputFormat.Matching("n", "d", json(OPEN), false));

            assertThat(body(request.written()).path("response_format").path("json_schema"))
                    .isEqualTo(
                            json(
                                    "{'name':'n','description':'d','schema':"
                                            + OPEN
                                            + ",'strict':false}"));
        }

        @Test
        void mayBeAnyJson() {
            assertThat(
                            body(aRequest().user("hi").output(new OutputFormat.AnyJson()).written())
                                    .path("response_format"))
                    .isEqualTo(json("{'type':'json_object'}"));
        }

        @Test
        void isAskedForInWordsWhereNoSchemaIsTaken() {
            var request =
                    aRequest()
                            .system(text("be kind"))
                            .user("hi")
                            .output(new OutputFormat.Matching("n", null, json(OPEN), true));

            var body = body(request.written(but("'jsonSchema':false"), Surface.CURRENT));

            assertThat(body.path("response_format")).isEqualTo(json("{'type':'json_object'}"));
            assertThat(body.path("messages").path(0).path("content").textValue())
                    .isEqualTo("be kind");
            assertThat(body.path("messages").path(1).path("role").textValue()).isEqualTo("system");
            assertThat(body.path("messages").path(1).path("content").textValue())
                    .contains("JSON")
                    .endsWith(json(OPEN).toString());
            assertThat(body.path("messages").path(2).path("content").textValue()).isEqualTo("hi");
        }

        @Test
        void isAskedForBehindSystemMessagesAlone() {
            var request =
                    aRequest()
                            .system(text("be kind"))
                            .output(new OutputFormat.Matching("n", null, json(OPEN), true));

            var body = body(request.written(but("'jsonSchema':false"), Surface.CURRENT));

            assertThat(body.path("messages")).hasSize(2);
            assertThat(body.path("messages").path(1).path("content").textValue())
                    .endsWith(json(OPEN).toString());
        }
    }

    @Nested
    class TheLabels {
        private final Labels all = new Labels("u", "flex", "low", "k", json("{'a':'b'}"));

        @Test
        void areSaidInOpenAisWords() {
            var outgoing = aRequest().user("hi").labels(all).written();

            assertThat(outgoing.body().toString())
                    .endsWith(
                            json("{'safety_identifier':'u','service_tier':'flex','verbosity':'low','prompt_cache_key':'k','metadata':{'a':'b'}}")
                                    .toString()
                                    .substring(1));
            assertThat(outgoing.ignored()).isEmpty();
        }

        @Test
        void thatADatedSurfaceDoesNotKnowAreLeftOut() {
            var outgoing =
                    aRequest().user("hi").labels(all).written(Compatibility.DEFAULT, Surface.DATED);

            assertThat(body(outgoing))
                    .isEqualTo(
                            json(
                                    "{'model':'up','messages':[{'role':'user','content':'hi'}],'user':'u'}"));
            assertThat(outgoing.ignored())
                    .containsExactly("service_tier", "verbosity", "prompt_cache_key", "metadata");
        }

        @Test
        void nameALongUserByADigest() {
            assertThat(userId("u".repeat(128))).isEqualTo("u".repeat(128));
            // printf 'u%.0s' $(seq 129) | sha256sum
            assertThat(userId("u".repeat(129)))
                    .isEqualTo("4d9221bd88fe7fa3f1cdc7d81c70b9484f37615f92178eafa3f6c525e6fa786f");
        }

        private static String userId(String user) {
            return body(aRequest().user("hi").ofUser(user).written())
                    .path("safety_identifier")
                    .textValue();
        }
    }

    @Test
    void aStreamIsAskedToCountUnlessThatIsNotKnown() {
        var request = aRequest().user("hi").streamed();

        assertThat(body(request.written()).path("stream_options"))
                .isEqualTo(json("{'include_usage':true}"));
        var without = body(request.written(but("'streamOptions':false"), Surface.CURRENT));
        assertThat(without.path("stream")).isEqualTo(json("true"));
        assertThat(without.has("stream_options")).isFalse();
    }

    @Test
    void cacheMarkersAreLeftOutAndTold() {
        var marker = json("{'type':'ephemeral'}");
        var inText = aRequest().user(new Part.Text("hi", marker));
        var inTool =
                aRequest()
                        .user("hi")
                        .offering(null, true, new Tool("f", null, json(OPEN), null, marker));

        assertThat(inText.written().ignored()).containsExactly("cache_control");
        assertThat(inTool.written().ignored()).containsExactly("cache_control");
        assertThat(inText.written().body().toString()).doesNotContain("ephemeral");
        assertThat(inTool.written().body().toString()).doesNotContain("ephemeral");
    }

    private static JsonNode messages(RequestFixture request) {
        return body(request.written()).path("messages");
    }

    private static JsonNode body(Outgoing outgoing) {
        try {
            return Json.MAPPER.readTree(outgoing.body().getBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Problem refusal(RequestFixture request) {
        return catchThrowableOfType(ProblemException.class, request::written).problem();
    }
}
