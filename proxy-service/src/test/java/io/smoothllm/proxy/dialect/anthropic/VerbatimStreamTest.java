package io.smoothllm.proxy.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class VerbatimStreamTest {
    private static final String STREAM =
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","usage":{"input_tokens":5,"cache_creation_input_tokens":7,"cache_read_input_tokens":11,"cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4},"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type": "ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ö😀"},"new":1.0}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":null,"output_tokens":9,"output_tokens_details":{"thinking_tokens":2}}}

            """;

    private static final String STOP =
            """
            event: message_stop
            data: {"type": "message_stop"}

            """;

    @Test
    void passesEveryByteAndReadsTheUsageThatGoesBy() {
        var stream = new VerbatimStream("p");

        assertThat(through(stream, STREAM + STOP)).isEqualTo(STREAM + STOP);

        assertThat(stream.tokens()).isEqualTo(new TokenCounts(23, 11, 7, 4, 9, 2));
        assertThat(stream.content().length()).isEqualTo("ö😀".length());
        assertThat(stream.finished()).isTrue();
    }

    @Test
    void passesTheSameWhereverTheStreamIsCut() {
        var bytes = (STREAM + STOP).getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            var stream = new VerbatimStream("p");
            var out = Buffer.buffer();

            stream.feed(Buffer.buffer(bytes).getBuffer(0, cut), out);
            stream.feed(Buffer.buffer(bytes).getBuffer(cut, bytes.length), out);
            stream.end(out);

            assertThat(out.toString()).as("cut at %d", cut).isEqualTo(STREAM + STOP);
        }
    }

    @Test
    void aMissingLastEventIsForgivenAndGiven() {
        assertThat(through(new VerbatimStream("p"), STREAM)).isEqualTo(STREAM + STOP);
    }

    @Test
    void halfOfTheLastEventIsForgivenToo() {
        var half = STREAM + "event: message_stop\ndata: {\"ty";

        assertThat(through(new VerbatimStream("p"), half)).isEqualTo(STREAM + STOP);
        assertThat(reasonsOf(half)).containsExactly(ChatEvent.Finish.STOP);
    }

    private static List<ChatEvent.Finish> reasonsOf(String stream) {
        var reasons = new ArrayList<ChatEvent.Finish>();
        Consumer<ChatEvent> events =
                event -> {
                    if (event instanceof ChatEvent.Finished(var reason)) {
                        reasons.add(reason);
                    }
                };
        var reader = new StreamReader("p", false);
        reader.read(Buffer.buffer(stream), events);
        reader.end(events);
        return reasons;
    }

    @Test
    void aStreamWithoutStopReasonIsBroken() {
        var half = STREAM.substring(0, STREAM.indexOf("event: message_delta"));

        var broken =
                catchThrowableOfType(
                        ProblemException.class, () -> through(new VerbatimStream("p"), half));

        assertThat(broken.problem()).isEqualTo(new Problem.StreamBroken("p"));
    }

    @Test
    void aProviderThatCountsNothingIsNotTakenForOneThatCountsZero() {
        var stream = new VerbatimStream("p");

        stream.feed(
                Buffer.buffer("event: message_start\ndata: {\"type\":\"message_start\"}\n\n"),
                Buffer.buffer());

        assertThat(stream.tokens()).isNull();
    }

    @Test
    void anErrorIsAProblemInAnthropicsWordsAndKeepsWhatCameBefore() {
        var out = Buffer.buffer();

        var failed =
                catchThrowableOfType(
                        ProblemException.class,
                        () ->
                                new VerbatimStream("p")
                                        .feed(
                                                Buffer.buffer(
                                                        """
                                                        event: ping
                                                        data: {"type":"ping"}

                                                        event: error
                                                        data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}

                                                        """),
                                                out));

        assertThat(failed.problem())
                .isEqualTo(
                        new Problem.Refused(
                                "p", 529, "overloaded_error", null, null, "Overloaded", null));
        assertThat(out.toString()).isEqualTo("event: ping\ndata: {\"type\":\"ping\"}\n\n");
    }

    @Test
    void whatIsNoJsonIsGarbled() {
        var failed =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> through(new VerbatimStream("p"), "event: x\ndata: <html>\n\n"));

        assertThat(failed.problem()).isEqualTo(new Problem.Garbled("p"));
    }

    private static String through(VerbatimStream stream, String text) {
        var out = Buffer.buffer();
        stream.feed(Buffer.buffer(text), out);
        stream.end(out);
        return out.toString();
    }
}
