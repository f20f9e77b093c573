package io.smoothllm.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
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
import io.smoothllm.proxy.dialect.ChatEvent.Refusal;
import io.smoothllm.proxy.dialect.ChatEvent.Started;
import io.smoothllm.proxy.dialect.ChatEvent.Text;
import io.smoothllm.proxy.dialect.ChatEvent.Thought;
import io.smoothllm.proxy.dialect.ChatEvent.ThoughtRedacted;
import io.smoothllm.proxy.dialect.ChatEvent.ThoughtSigned;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import io.smoothllm.proxy.dialect.ChatEvent.Used;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Signature.Maker;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final Started STARTED = new Started("c", "m");
    private static final Ended ENDED = new Ended();

    @Nested
    class AStream {
        @Test
        void isTextAFinishAndUsage() {
            var events =
                    stream(
                            delta("{'role':'assistant','content':''}"),
                            delta("{'content':'Hö'}"),
                            delta("{'content':'i😀'}"),
                            finish("stop"),
                            chunk(
                                    "'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':3,"
                                            + "'prompt_tokens_details':{'cached_tokens':4,'cache_write_tokens':2},"
                                            + "'completion_tokens_details':{'reasoning_tokens':1}}"),
                            "[DONE]");

            assertThat(events)
                    .containsExactly(
                            STARTED,
                            new Text("Hö"),
                            new Text("i😀"),
                            new Finished(Finish.STOP),
                            new Used(new TokenCounts(9, 4, 2, 3, 1)),
                            ENDED);
        }

        @Test
        void mayHaveChunksWithoutChoicesBeforeTheFirst() {
            var events =
                    stream(
                            "{'id':'','model':'','choices':[],'prompt_filter_results':[]}",
                            delta("{'content':'a'}"),
                            "{'choices':[]}",
                            "{}",
                            finish("stop"),
                            "[DONE]");

            assertThat(events)
                    .containsExactly(STARTED, new Text("a"), new Finished(Finish.STOP), ENDED);
        }

        @Test
        void mayCountAnywhereAndTheLastCountStandsBehindTheFinish() {
            var one = "'usage':{'prompt_tokens':1,'completion_tokens':1}";
            var two = "'usage':{'prompt_tokens':1,'completion_tokens':2}";
            var events =
                    stream(
                            chunk("'choices':[{'index':0,'delta':{'content':'a'}}]," + one),
                            chunk("'choices':[{'index':0,'delta':{'content':'b'}}]," + two),
                            finish("stop"),
                            "[DONE]");

            assertThat(events)
                    .containsExactly(
                            STARTED,
                            new Text("a"),
                            new Used(new TokenCounts(1, 0, 0, 1, 0)),
                            new Text("b"),
                            new Used(new TokenCounts(1, 0, 0, 2, 0)),
                            new Finished(Finish.STOP),
                            new Used(new TokenCounts(1, 0, 0, 2, 0)),
                            ENDED);
        }

        @Test
        void mayCountInTheChunkOfTheFinish() {
            var events =
                    stream(
                            chunk(
                                    "'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'stop'}],"
                                            + "'usage':{'prompt_tokens':1,'completion_tokens':1}"),
                            "[DONE]");

            assertThat(events)
                    .containsExactly(
                            STARTED,
                            new Text("a"),
                            new Finished(Finish.STOP),
                            new Used(new TokenCounts(1, 0, 0, 1, 0)),
                            ENDED);
        }

        @Test
        void mayLackDone() {
            assertThat(stream(delta("{'content':'a'}"), finish("length")))
                    .containsExactly(STARTED, new Text("a"), new Finished(Finish.LENGTH), ENDED);
        }

        @Test
        void mayLackAFinishReasonBeforeDone() {
            assertThat(stream(delta("{'content':'a'}"), finish(""), "[DONE]"))
                    .containsExactly(STARTED, new Text("a"), new Finished(Finish.STOP), ENDED);
        }

        @Test
        void mayBeEmptyBeforeDone() {
            assertThat(stream("[DONE]"))
                    .containsExactly(new Started(null, null), new Finished(Finish.STOP), ENDED);
        }

        @Test
        void endsOnceWhateverComesBehindDone() {
            assertThat(stream(finish("stop"), "[DONE]", delta("{'content':'late'}"), "[DONE]"))
                    .containsExactly(STARTED, new Finished(Finish.STOP), ENDED);
        }

        @Test
        void isBrokenWithoutFinishReasonAndDone() {
            var reader = new ChunkReader("p");
            var events = new ArrayList<ChatEvent>();
            reader.read(sse(delta("{'content':'a'}"), finish("")), events::add);

            var broken = caught(() -> reader.end(events::add));

            assertThat(broken).isEqualTo(new Problem.StreamBroken("p"));
            assertThat(events).containsExactly(STARTED, new Text("a"));
        }

        @Test
        void isBrokenWhileOneOfItsChoicesIsNotFinished() {
            var reader = new ChunkReader("p");
            reader.read(
                    sse(delta(0, "{'content':'a'}"), delta(1, "{'content':'b'}"), finish("stop")),
                    _ -> {});

            assertThat(caught(() -> reader.end(_ -> {}))).isEqualTo(new Problem.StreamBroken("p"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ": keep-alive\n\n", "event: ping\n\n"})
        void isBrokenWhenNothingCame(String nothing) {
            var reader = new ChunkReader("p");
            reader.read(Buffer.buffer(nothing), _ -> {});

            assertThat(caught(() -> reader.end(_ -> {}))).isEqualTo(new Problem.StreamBroken("p"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"error", "insufficient_system_resource", "abort"})
        void isBrokenWhenItsReasonSaysSo(String reason) {
            assertThat(caught(() -> stream(delta("{'content':'a'}"), finish(reason), "[DONE]")))
                    .isEqualTo(new Problem.StreamBroken("p"));
        }

        @Test
        void keepsEverythingOfACombinedChunkInOrder() {
            var events =
                    stream(
                            chunk(
                                    "'choices':[{'delta':{'content':'a','reasoning_content':'t',"
                                            + "'tool_calls':[{'index':0,'id':'x','function':{'name':'f','arguments':'{}'}}]},"
                                            + "'finish_reason':'tool_calls'}]"),
                            "[DONE]");

            assertThat(events)
                    .containsExactly(
                            STARTED,
                            new Thought("t"),
                            new Text("a"),
                            new CallStarted(0, "x", "f"),
                            new CallArguments(0, "{}"),
                            new Finished(Finish.TOOL_CALLS),
                            ENDED);
        }

        @Test
        void takesTurnsBetweenItsChoices() {
            var events =
                    stream(
                            delta(0, "{'content':'a'}"),
                            delta(1, "{'content':'b'}"),
                            delta(1, call("'index':0,'id':'x'", "'name':'f','arguments':'{}'")),
                            delta(0, "{'content':'c'}"),
                            chunk(
                                    "'choices':[{'index':1,'delta':{},'finish_reason':'tool_calls'}]"),
                            chunk("'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]"),
                            "[DONE]");

            assertThat(events)
                    .containsExactly(
                            STARTED,
                            new Text("a"),
                            new Choice(1),
                            new Text("b"),
                            new CallStarted(0, "x", "f"),
                            new CallArguments(0, "{}"),
                            new Choice(0),
                            new Text("c"),
                            new Choice(1),
                            new Finished(Finish.TOOL_CALLS),
                            new Choice(0),
                            new Finished(Finish.STOP),
                            ENDED);
        }

        @Test
        void isReadTheSameWhereverItIsCut() {
            var bytes =
                    sse(
                                    delta("{'content':'ö😀'}"),
                                    delta(
                                            call(
                                                    "'index':0,'id':'x'",
                                                    "'name':'f','arguments':'{}'")),
                                    finish("tool_calls"),
                                    "[DONE]")
                            .getBytes();
            for (int cut = 0; cut <= bytes.length; cut++) {
                var reader = new ChunkReader("p");
                var events = new ArrayList<ChatEvent>();

                reader.read(Buffer.buffer().appendBytes(bytes, 0, cut), events::add);
                reader.read(
                        Buffer.buffer().appendBytes(bytes, cut, bytes.length - cut), events::add);
                reader.end(events::add);

                assertThat(events)
                        .as("cut at %d", cut)
                        .containsExactly(
                                STARTED,
                                new Text("ö😀"),
                                new CallStarted(0, "x", "f"),
                                new CallArguments(0, "{}"),
                                new Finished(Finish.TOOL_CALLS),
                                ENDED);
            }
        }
    }

    @Nested
    class ThoughtsAreRead {
        @Test
        void byEitherName() {
            var events =
                    stream(
                            delta("{'reasoning_content':'a'}"),
                            delta("{'reasoning':'b'}"),
                            delta("{'reasoning_content':'c','reasoning':'c'}"),
                            finish("stop"),
                            "[DONE]");

            assertThat(events)
                    .containsSubsequence(new Thought("a"), new Thought("b"), new Thought("c"))
                    .hasSize(6);
        }

        @Test
        void andTheirSignatures() {
            var events =
                    stream(
                            delta("{'reasoning_content':'a'}"),
                            delta("{'reasoning_content':'b'}"),
                            delta(
                                    "{'thinking_blocks':[{'type':'thinking','thinking':'ab','signature':'s'}]}"),
                            delta("{'thinking_blocks':[{'type':'redacted_thinking','data':'r'}]}"),
                            delta("{'content':'c'}"),
                            finish("stop"),
                            "[DONE]");

            assertThat(events)
                    .containsExactly(
                            STARTED,
                            new Thought("a"),
                            new Thought("b"),
                            new ThoughtSigned(new Signature(Maker.CLAUDE, "s")),
                            new ThoughtRedacted("r"),
                            new Text("c"),
                            new Finished(Finish.STOP),
                            ENDED);
        }

        @Test
        void fromBlocksInPiecesThatRepeatWhatIsSaidBeside() {
            var events =
                    stream(
                            delta(
                                    "{'reasoning_content':'a','thinking_blocks':[{'type':'thinking','thinking':'a'}]}"),
                            delta(
                                    "{'reasoning_content':'','thinking_blocks':[{'type':'thinking','thinking':'','signature':'gemini.s'}]}"),
                            finish("stop"),
                            "[DONE]");

            assertThat(events)
                    .containsExactly(
                            STARTED,
                            new Thought("a"),
                            new ThoughtSigned(new Signature(Maker.GEMINI, "s")),
                            new Finished(Finish.STOP),
                            ENDED);
        }

        @Test
        void fromBlocksAlone() {
            var events =
                    stream(
                            delta("{'thinking_blocks':[{'type':'thinking','thinking':'a'}]}"),
                            delta("{'thinking_blocks':[{'type':'thinking','thinking':'b'}]}"),
                            finish("stop"),
                            "[DONE]");

            assertThat(events)
                    .containsExactly(
                            STARTED,
                            new Thought("a"),
                            new Thought("b"),
                            new Finished(Finish.STOP),
                            ENDED);
        }

        @Test
        void fromPartsOfTheContent() {
            var events =
                    stream(
                            delta(
                                    "{'content':[{'type':'thinking','thinking':[{'type':'text','text':'t'}]},{'type':'text','text':'a'}]}"),
                            finish("stop"),
                            "[DONE]");

            assertThat(events)
                    .containsExactly(
                            STARTED,
                            new Thought("t"),
                            new Text("a"),
                            new Finished(Finish.STOP),
                            ENDED);
        }

        @Test
        void andSignTheCallThatBearsTheSignature() {
            var signed = "'index':0,'id':'x','extra_content':{'google':{'thought_signature':'s'}}";
            var events =
                    stream(
                            delta("{'content':'a'}"),
                            delta(call(signed, "'name':'f','arguments':'{}'")),
                            finish("tool_calls"),
                            "[DONE]");

            assertThat(events)
                    .containsExactly(
                            STARTED,
                            new Text("a"),
                            new ThoughtSigned(new Signature(Maker.GEMINI, "s")),
                            new CallStarted(0, "x", "f"),
                            new CallArguments(0, "{}"),
                            new Finished(Finish.TOOL_CALLS),
                            ENDED);
        }
    }

    @Nested
    class ToolCalls {
        @Test
        void comeInFragments() {
            assertThat(
                            calls(
                                    call(
                                            "'index':0,'id':'x','type':'function'",
                                            "'name':'f','arguments':''"),
                                    call("'index':0", "'arguments':'{\\\"a\\\"'"),
                                    call("'index':0", "'arguments':':1}'")))
                    .containsExactly(
                            new CallStarted(0, "x", "f"),
                            new CallArguments(0, "{\"a\""),
                            new CallArguments(0, ":1}"));
        }

        @Test
        void mayInterleave() {
            assertThat(
                            calls(
                                    call("'index':0,'id':'x'", "'name':'f'"),
                                    call("'index':1,'id':'y'", "'name':'g'"),
                                    call("'index':0", "'arguments':'{0'"),
                                    call("'index':1", "'arguments':'{1'"),
                                    call("'index':0", "'arguments':'}'"),
                                    call("'index':1", "'arguments':'}'")))
                    .containsExactly(
                            new CallStarted(0, "x", "f"),
                            new CallStarted(1, "y", "g"),
                            new CallArguments(0, "{0"),
                            new CallArguments(1, "{1"),
                            new CallArguments(0, "}"),
                            new CallArguments(1, "}"));
        }

        @Test
        void mayRepeatTheirIdAndName() {
            assertThat(
                            calls(
                                    call("'index':0,'id':'x'", "'name':'f','arguments':'{'"),
                                    call("'index':0,'id':'x'", "'name':'f','arguments':'}'")))
                    .containsExactly(
                            new CallStarted(0, "x", "f"),
                            new CallArguments(0, "{"),
                            new CallArguments(0, "}"));
        }

        @Test
        void mayHaveAnotherIdInEveryFragment() {
            assertThat(
                            calls(
                                    call("'index':0,'id':'x1'", "'name':'f','arguments':'{'"),
                                    call("'index':0,'id':'x2'", "'arguments':'}'")))
                    .containsExactly(
                            new CallStarted(0, "x1", "f"),
                            new CallArguments(0, "{"),
                            new CallArguments(0, "}"));
        }

        @Test
        void mayAllComeInOneChunk() {
            assertThat(
                            calls(
                                    "{'tool_calls':[{'index':0,'id':'x','function':{'name':'f','arguments':'{}'}},"
                                            + "{'index':1,'id':'y','function':{'name':'g','arguments':'{\\\"a\\\":1}'}}]}"))
                    .containsExactly(
                            new CallStarted(0, "x", "f"),
                            new CallArguments(0, "{}"),
                            new CallStarted(1, "y", "g"),
                            new CallArguments(1, "{\"a\":1}"));
        }

        @Test
        void mayAllHaveTheSameIndex() {
            assertThat(
                            calls(
                                    call("'index':0,'id':'x'", "'name':'f','arguments':'{}'"),
                                    call("'index':0,'id':'y'", "'name':'g','arguments':'{}'")))
                    .containsExactly(
                            new CallStarted(0, "x", "f"),
                            new CallArguments(0, "{}"),
                            new CallStarted(1, "y", "g"),
                            new CallArguments(1, "{}"));
        }

        @Test
        void mayHaveNoIndex() {
            assertThat(
                            calls(
                                    call("'id':'x'", "'name':'f','arguments':'{'"),
                                    call("'type':'function'", "'arguments':'}'"),
                                    call("'id':'y'", "'name':'g','arguments':'{}'")))
                    .containsExactly(
                            new CallStarted(0, "x", "f"),
                            new CallArguments(0, "{"),
                            new CallArguments(0, "}"),
                            new CallStarted(1, "y", "g"),
                            new CallArguments(1, "{}"));
        }

        @Test
        void waitUntilIdAndNameAreKnown() {
            assertThat(
                            calls(
                                    call("'index':0,'id':'x'", "'arguments':'{'"),
                                    call("'index':0", "'name':'f','arguments':'}'")))
                    .containsExactly(
                            new CallStarted(0, "x", "f"),
                            new CallArguments(0, "{"),
                            new CallArguments(0, "}"));
        }

        @Test
        void getAnIdIfTheyHaveNone() {
            var events =
                    calls(
                            call("'index':0", "'name':'f','arguments':'{}'"),
                            call("'index':1,'id':''", "'name':'g','arguments':'{}'"));

            assertThat(events).hasSize(4);
            var first = ((CallStarted) events.get(0)).id();
            var second = ((CallStarted) events.get(2)).id();
            assertThat(first).matches("call_[0-9a-f]{32}").isNotEqualTo(second);
            assertThat(events)
                    .containsExactly(
                            new CallStarted(0, first, "f"),
                            new CallArguments(0, "{}"),
                            new CallStarted(1, second, "g"),
                            new CallArguments(1, "{}"));
        }

        @Test
        void getAnotherIdIfTwoHaveTheSame() {
            var events =
                    calls(
                            call("'index':0,'id':'x'", "'name':'f','arguments':'{}'"),
                            call("'index':1,'id':'x'", "'name':'f','arguments':'{}'"));

            assertThat(((CallStarted) events.get(0)).id()).isEqualTo("x");
            assertThat(((CallStarted) events.get(2)).id()).matches("call_[0-9a-f]{32}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'arguments':''",
                    "'arguments':' '",
                    "'arguments':'null'",
                    "'arguments':null",
                    "'arguments':{}",
                    "'x':1"
                })
        void withoutArgumentsHaveAnEmptyObject(String arguments) {
            assertThat(calls(call("'index':0,'id':'x'", "'name':'f'," + arguments)))
                    .containsExactly(new CallStarted(0, "x", "f"), new CallArguments(0, "{}"));
        }

        @Test
        void mayHaveAnObjectForArguments() {
            assertThat(
                            calls(
                                    call(
                                            "'index':0,'id':'x'",
                                            "'name':'f','arguments':{'b':9007199254740993,'a':1.0}")))
                    .containsExactly(
                            new CallStarted(0, "x", "f"),
                            new CallArguments(0, "{\"b\":9007199254740993,\"a\":1.0}"));
        }

        @Test
        void mayBeTheOneFunctionCallOfOld() {
            assertThat(
                            calls(
                                    "{'function_call':{'name':'f','arguments':''}}",
                                    "{'function_call':{'arguments':'{}'}}"))
                    .hasSize(2)
                    .last()
                    .isEqualTo(new CallArguments(0, "{}"));
        }

        @Test
        void areTheReasonWhateverTheProviderSays() {
            assertThat(
                            stream(
                                    delta(call("'index':0,'id':'x'", "'name':'f'")),
                                    finish("stop"),
                                    "[DONE]"))
                    .contains(new Finished(Finish.TOOL_CALLS));
        }

        @Test
        void thatWereCutShortAreNotTheReason() {
            assertThat(
                            stream(
                                    delta(
                                            call(
                                                    "'index':0,'id':'x'",
                                                    "'name':'f','arguments':'{\\\"a'")),
                                    finish("length"),
                                    "[DONE]"))
                    .contains(new CallArguments(0, "{\"a"), new Finished(Finish.LENGTH));
        }

        @Test
        void withoutANameAreGarbled() {
            assertThat(
                            caught(
                                    () ->
                                            stream(
                                                    delta(
                                                            call(
                                                                    "'index':0,'id':'x'",
                                                                    "'arguments':'{}'")),
                                                    finish("tool_calls"),
                                                    "[DONE]")))
                    .isEqualTo(new Problem.Garbled("p"));
        }

        @Test
        void thatSayNothingAreNone() {
            assertThat(
                            stream(
                                    delta(
                                            "{'content':'a','tool_calls':[{'index':0,'function':{'arguments':''}}]}"),
                                    finish("stop"),
                                    "[DONE]"))
                    .containsExactly(STARTED, new Text("a"), new Finished(Finish.STOP), ENDED);
        }

        /// The events of the calls alone.
        private List<ChatEvent> calls(String... deltas) {
            var chunks = new ArrayList<String>();
            for (var delta : deltas) {
                chunks.add(delta(delta));
            }
            chunks.add(finish("tool_calls"));
            chunks.add("[DONE]");
            var events = stream(chunks.toArray(String[]::new));
            assertThat(events).startsWith(STARTED).endsWith(new Finished(Finish.TOOL_CALLS), ENDED);
            return events.subList(1, events.size() - 2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stop,STOP",
        "length,LENGTH",
        "max_tokens,LENGTH",
        "model_length,CONTEXT_FULL",
        "content_filter,REFUSED",
        "function_call,STOP",
        "eos,STOP",
        "one from tomorrow,STOP"
    })
    void everyFinishReasonHasAMeaning(String reason, Finish meaning) {
        assertThat(stream(delta("{'content':'a'}"), finish(reason), "[DONE]"))
                .containsExactly(STARTED, new Text("a"), new Finished(meaning), ENDED);
    }

    @Test
    void aRefusalIsTheReasonAlthoughOpenAiSaysStop() {
        assertThat(
                        stream(
                                delta("{'role':'assistant','content':'','refusal':null}"),
                                delta("{'refusal':'I '}"),
                                delta("{'refusal':'will not.'}"),
                                finish("stop"),
                                "[DONE]"))
                .containsExactly(
                        STARTED,
                        new Refusal("I "),
                        new Refusal("will not."),
                        new Finished(Finish.REFUSED),
                        ENDED);
    }

    @Test
    void probabilitiesFollowTheirText() {
        assertThat(
                        stream(
                                chunk(
                                        "'choices':[{'index':0,'delta':{'content':'a'},'logprobs':{'content':["
                                                + "{'token':'a','logprob':-0.25,'bytes':[97],'top_logprobs':[{'token':'b','logprob':-2,'bytes':null}]}]}}]"),
                                finish("stop"),
                                "[DONE]"))
                .containsExactly(
                        STARTED,
                        new Text("a"),
                        new LogProbs(
                                List.of(
                                        new TokenProbability(
                                                "a",
                                                -0.25,
                                                List.of(97),
                                                List.of(
                                                        new TokenProbability(
                                                                "b", -2, null, List.of()))))),
                        new Finished(Finish.STOP),
                        ENDED);
    }

    @Nested
    class AnError {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{'message':'boom','type':'server_error','code':null}|502",
                    "{'message':'boom','code':429}|429",
                    "{'message':'boom','code':'429'}|429",
                    "{'message':'boom','code':'rate_limit_exceeded'}|429",
                    "{'message':'boom','type':'invalid_request_error'}|400",
                    "'boom'|502",
                })
        void inTheStreamIsAProblem(String error, int status) {
            var problem = caught(() -> stream(delta("{'content':'a'}"), "{'error':" + error + "}"));

            assertThat(problem)
                    .isInstanceOfSatisfying(
                            Problem.Refused.class,
                            refused -> {
                                assertThat(refused.status()).isEqualTo(status);
                                assertThat(refused.message()).isEqualTo("boom");
                            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'message':'boom','code':500}",
                    "{'error':{'message':'boom','code':500}}"
                })
        void mayBeAnEventOfThatName(String data) {
            var event = "event: error\ndata: " + data.replace('\'', '"') + "\n\n";

            var problem = caught(() -> new ChunkReader("p").read(Buffer.buffer(event), _ -> {}));

            assertThat(problem)
                    .isEqualTo(new Problem.Refused("p", 500, null, "500", null, "boom", null));
        }

        @Test
        void aboutTheKeyKeepsItsWordsToItself() {
            assertThat(caught(() -> stream("{'error':{'message':'bad sk-123','code':401}}")))
                    .isEqualTo(new Problem.CredentialRefused("p", 401));
        }

        @ParameterizedTest
        @ValueSource(strings = {"nonsense", "{", "[]", "null"})
        void isWhatCannotBeRead(String data) {
            assertThat(caught(() -> stream(data))).isEqualTo(new Problem.Garbled("p"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "''", "false"})
        void isNoneWhenItSaysNothing(String nothing) {
            assertThat(
                            stream(
                                    chunk(
                                            "'error':"
                                                    + nothing
                                                    + ",'choices':[{'delta':{'content':'a'}}]"),
                                    finish("stop")))
                    .contains(new Text("a"), ENDED);
        }
    }

    private static List<ChatEvent> stream(String... data) {
        var reader = new ChunkReader("p");
        var events = new ArrayList<ChatEvent>();
        reader.read(sse(data), events::add);
        reader.end(events::add);
        return events;
    }

    private static Buffer sse(String... data) {
        var stream = new StringBuilder();
        for (var one : data) {
            stream.append("data: ").append(one.replace('\'', '"')).append("\n\n");
        }
        return Buffer.buffer(stream.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String chunk(String members) {
        return "{'id':'c','model':'m'," + members + "}";
    }

    private static String delta(String delta) {
        return delta(0, delta);
    }

    private static String delta(int index, String delta) {
        return chunk(
                "'choices':[{'index':" + index + ",'delta':" + delta + ",'finish_reason':null}]");
    }

    private static String call(String members, String function) {
        return "{'tool_calls':[{" + members + ",'function':{" + function + "}}]}";
    }

    private static String finish(String reason) {
        return chunk("'choices':[{'index':0,'delta':{},'finish_reason':\"" + reason + "\"}]");
    }

    private static Problem caught(org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
        return catchThrowableOfType(ProblemException.class, step).problem();
    }
}
