package io.smoothllm.proxy.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbatimStreamTest {
    private static final String BEGUN =
            """
            event: response.created
            data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","status":"in_progress","error":null,"output":[],"usage":null}}

            event: response.in_progress
            data: {"type":"response.in_progress","sequence_number":1,"response":{"id":"resp_1","status":"in_progress","error":null,"output":[],"usage":null}}

            """;

    private static final String CONTENT =
            """
            event: response.output_item.added
            data: {"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"type":"message"}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","sequence_number":3,"delta":"ö😀","logprobs":[],"obfuscation":"abcdefgh"}

            : keep-alive

            """;

    private static final String END =
            """
            event: response.completed
            data: {"type":"response.completed","sequence_number":4,"response":{"id":"resp_1","status":"completed","error":null,"output":[{"x":1.0}],"usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":4},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":2}}}}

            """;

    private static final String WHOLE = BEGUN + CONTENT + END;

    private final VerbatimStream stream = new VerbatimStream("p", "sk-secret");
    private final Buffer out = Buffer.buffer();

    @Test
    void passesEveryByte() {
        through(WHOLE);

        assertThat(out.toString()).isEqualTo(WHOLE);
        assertThat(stream.finished()).isTrue();
    }

    @Test
    void passesTheSameWhereverTheStreamIsCut() {
        var bytes = Buffer.buffer(WHOLE);
        for (int cut = 0; cut <= bytes.length(); cut++) {
            var halves = new VerbatimStream("p", null);
            var passed = Buffer.buffer();

            halves.feed(bytes.getBuffer(0, cut), passed);
            halves.feed(bytes.getBuffer(cut, bytes.length()), passed);
            halves.end(passed);

            assertThat(passed.toString()).as("cut at %d", cut).isEqualTo(WHOLE);
        }
    }

    @Test
    void readsTheUsageThatGoesBy() {
        through(WHOLE);

        assertThat(stream.tokens()).isEqualTo(new TokenCounts(9, 4, 0, 3, 2));
    }

    @Test
    void countsWhatIsSaidAndNothingElse() {
        through(WHOLE);

        assertThat(stream.content().length()).isEqualTo("ö😀".length());
    }

    @Test
    void nothingIsSentBeforeTheProviderGotPastItsBeginning() {
        feed(BEGUN);

        assertThat(out.length()).isZero();
        assertThat(stream.hasContent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": still there\n\n",
                "data: {\"type\":\"response.queued\",\"sequence_number\":2}\n\n",
                "data: {\"type\":\"keepalive\",\"sequence_number\":2}\n\n",
            })
    void aSignOfLifeEndsTheWait(String sign) {
        feed(BEGUN + sign);

        assertThat(out.toString()).isEqualTo(BEGUN + sign);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'error','sequence_number':2,'error':{'type':'too_many_requests','code':'too_many_requests','message':'Slow','param':null}}|429|Slow",
                "{'type':'error','code':'server_error','message':'Boom','param':null,'sequence_number':2}|500|Boom",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'rate_limit_exceeded','message':'Slow'},'output':[]}}|429|Slow",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'invalid_prompt','message':'No'},'output':[]}}|400|No",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'image_too_large','message':'Big'},'output':[]}}|400|Big",
                "{'type':'response.failed','response':{'status':'failed','error':null,'output':[]}}|500|The provider 'p' failed.",
                "{'error':{'message':'Busy','code':503}}|503|Busy",
                "{'error':{'message':'Busy','code':'server_is_overloaded'}}|503|Busy",
                "{'error':'Boom'}|500|Boom",
            })
    void aFailureBeforeAnythingWasSentIsAProblemWithAStatus(
            String event, int status, String message) {
        var failed =
                fails(BEGUN + "data: " + event.replace('\'', '"').replace("\"p\"", "'p'") + "\n\n");

        assertThat(out.length()).isZero();
        assertThat(failed)
                .isInstanceOfSatisfying(
                        Problem.Refused.class,
                        refused -> {
                            assertThat(refused.status()).isEqualTo(status);
                            assertThat(refused.message()).isEqualTo(message);
                        });
    }

    @Test
    void aRefusedCredentialIsNotTheClientsFault() {
        var failed =
                fails(
                        "data: {\"type\":\"error\",\"error\":{\"code\":\"invalid_api_key\",\"message\":\"sk-\"}}\n\n");

        assertThat(failed).isEqualTo(new Problem.CredentialRefused("p", 401));
    }

    @Test
    void anEventWithoutATypeIsWhatItsNameSays() {
        var failed = fails("event: error\ndata: {\"message\":\"Boom\"}\n\n");

        assertThat(failed)
                .isInstanceOfSatisfying(
                        Problem.Refused.class, p -> assertThat(p.message()).isEqualTo("Boom"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":4,\"response\":{\"error\":{\"code\":\"server_error\",\"message\":\"Boom\"},\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n",
                "event: error\ndata: {\"type\":\"error\",\"sequence_number\":4,\"message\":\"Boom\",\"code\":null,\"param\":null}\n\n",
            })
    void aLaterFailureIsHeardInTheProvidersOwnWordsAndOnlyThose(String failure) {
        var failed = fails(BEGUN + CONTENT + failure);

        assertThat(failed).isInstanceOf(Problem.Refused.class);
        assertThat(out.toString()).isEqualTo(BEGUN + CONTENT + failure);
        assertThat(stream.finished()).isFalse();
        assertThat(stream.lastWords(failed, new ResponsesClient()).length()).isZero();
    }

    @Test
    void theUsageOfAFailedResponseIsKept() {
        fails(
                BEGUN
                        + "data: {\"type\":\"response.failed\",\"response\":{\"error\":{\"message\":\"Boom\"},\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n");

        assertThat(stream.tokens()).isEqualTo(new TokenCounts(9, 0, 0, 1, 0));
    }

    @Test
    void aFailureThatQuotesTheCredentialIsNotPassedOn() {
        var failed =
                fails(
                        BEGUN
                                + CONTENT
                                + "data: {\"type\":\"error\",\"message\":\"You sent sk-secret\"}\n\n");

        assertThat(out.toString()).isEqualTo(BEGUN + CONTENT);
        assertThat(stream.lastWords(failed, new ResponsesClient()).toString())
                .startsWith("event: error\n")
                .contains("\"sequence_number\":4");
    }

    @Test
    void aStreamWithoutAnEndIsBroken() {
        var broken = catchThrowableOfType(ProblemException.class, () -> through(BEGUN + CONTENT));

        assertThat(broken.problem()).isEqualTo(new Problem.StreamBroken("p"));
        assertThat(stream.finished()).isFalse();
        assertThat(stream.lastWords(broken.problem(), new ResponsesClient()).toString())
                .contains("\"type\":\"error\"")
                .contains("\"sequence_number\":4");
    }

    @Test
    void aStreamThatOnlyBeganIsBrokenBeforeAnythingWasSent() {
        var broken = catchThrowableOfType(ProblemException.class, () -> through(BEGUN + "\n"));

        assertThat(broken.problem()).isEqualTo(new Problem.StreamBroken("p"));
        assertThat(out.length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"response.completed", "response.incomplete", "response.cancelled"})
    void theLastEventNeedsNoBlankLine(String type) {
        through("data: {\"response\":{\"status\":\"x\"},\"type\":\"" + type + "\"}");

        assertThat(stream.finished()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: nonsense\n\n", "data: []\n\n", "data: {\"type\":\"x\"\n\n"})
    void whatIsNoEventIsGarbled(String text) {
        assertThat(fails(text)).isEqualTo(new Problem.Garbled("p"));
    }

    private Problem fails(String text) {
        return catchThrowableOfType(ProblemException.class, () -> feed(text)).problem();
    }

    private void feed(String text) {
        stream.feed(Buffer.buffer(text.getBytes(UTF_8)), out);
    }

    private void through(String text) {
        feed(text);
        stream.end(out);
    }
}
