package io.smoothllm.proxy.dialect.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseFramerTest {
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void findsTheSameEventsWhereverTheStreamIsCut(String lineEnd) {
        var text =
                "event: a\ndata: {\"x\":\"ö😀\"}\n\n: a comment\n\ndata:no space\ndata: second line\n\ndata: [DONE]\n\n";
        var bytes = text.replace("\n", lineEnd).getBytes(UTF_8);

        for (int cut = 0; cut <= bytes.length; cut++) {
            var events =
                    events(
                            Arrays.copyOfRange(bytes, 0, cut),
                            Arrays.copyOfRange(bytes, cut, bytes.length));

            assertThat(events)
                    .as("cut at %d", cut)
                    .containsExactly(
                            "a|{\"x\":\"ö😀\"}", "null|no space\nsecond line", "null|[DONE]");
        }
    }

    @Test
    void losesNoByte() {
        var bytes = "data: 1\r\n\r\n: c\r\rdata: 2\n\nrest".getBytes(UTF_8);
        var framer = new SseFramer("openai");
        var seen = new StringBuilder();
        SseFramer.Sink collect =
                (event, from, to) -> seen.append(new String(event, from, to - from, UTF_8));

        for (byte b : bytes) {
            framer.feed(new byte[] {b}, collect);
        }
        framer.end(collect);

        assertThat(seen.toString().getBytes(UTF_8)).isEqualTo(bytes);
    }

    /// An image, say. Moving what is held with every piece would take 100 GB of moves.
    @Test
    void aLargeEventInSmallPiecesTakesNoLongerThanItsBytes() {
        var framer = new SseFramer("openai");
        var piece = "x".repeat(1024).getBytes(UTF_8);
        var lengths = new ArrayList<Integer>();

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    for (int sent = 0; sent < 15_000; sent++) {
                        framer.feed(piece, (event, from, to) -> lengths.add(to - from));
                    }
                    framer.feed(
                            "\n\n".getBytes(UTF_8), (event, from, to) -> lengths.add(to - from));
                });

        assertThat(lengths).containsExactly(15_000 * 1024 + 2);
    }

    @Test
    void givesUpOnAnEventWithoutEnd() {
        var framer = new SseFramer("openai");
        var chunk = new byte[1024 * 1024];
        Arrays.fill(chunk, (byte) 'x');

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i <= SseFramer.MAX_EVENT / chunk.length; i++) {
                                framer.feed(chunk, (_, _, _) -> {});
                            }
                        })
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem()).isEqualTo(new Problem.Garbled("openai")));
    }

    private static List<String> events(byte[]... chunks) {
        var framer = new SseFramer("openai");
        var events = new ArrayList<String>();
        SseFramer.Sink sink =
                (bytes, from, to) -> {
                    var event = SseEvent.parse(bytes, from, to);
                    if (event.hasData()) {
                        events.add(
                                event.name()
                                        + "|"
                                        + new String(
                                                event.data(), event.from(), event.length(), UTF_8));
                    }
                };
        for (var chunk : chunks) {
            framer.feed(chunk, sink);
        }
        framer.end(sink);
        return events;
    }
}
