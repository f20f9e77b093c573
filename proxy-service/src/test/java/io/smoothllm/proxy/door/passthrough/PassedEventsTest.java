package io.smoothllm.proxy.door.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassedEventsTest {
    private static final String TEXT =
            """
            data: {"id":"c","choices":[{"text":"Hel","index":0,"finish_reason":null}],"usage":null}

            data: {"usage":null,"id":"c","choices":[{"text":"lo","index":0,"finish_reason":"stop"}]}

            """;
    private static final String COUNTED =
            """
            data: {"id":"c","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}

            """;
    private static final String DONE = "data: [DONE]\n\n";

    private static PassedEvents events(Service service, boolean hideUsage) {
        return new PassedEvents(
                service,
                "p",
                hideUsage,
                error -> new Problem.InvalidRequest(null, error.toString()));
    }

    private static String pass(PassedEvents events, String stream, int piece) {
        var out = Buffer.buffer();
        var bytes = Buffer.buffer(stream);
        for (int i = 0; i < bytes.length(); i += piece) {
            events.feed(bytes.slice(i, Math.min(bytes.length(), i + piece)), out);
        }
        events.end(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10_000})
    void usageThatTheClientDidNotAskForIsTakenOutAgain(int piece) {
        var events = events(Service.COMPLETIONS, true);

        var passed = pass(events, TEXT + COUNTED + DONE, piece);

        assertThat(passed)
                .isEqualTo(
                        TEXT.replace(",\"usage\":null", "").replace("\"usage\":null,", "") + DONE);
        assertThat(events.tokens()).isEqualTo(new TokenCounts(5, 0, 0, 2, 0));
        assertThat(events.content().beginning().toString()).isEqualTo("Hello");
    }

    @Test
    void usageThatTheClientAskedForPasses() {
        var stream = TEXT + COUNTED + DONE;

        assertThat(pass(events(Service.COMPLETIONS, false), stream, 3)).isEqualTo(stream);
    }

    @Test
    void aCompletionThatDoesNotFinishIsBroken() {
        var events = events(Service.COMPLETIONS, false);
        var half = TEXT.substring(0, TEXT.indexOf("\n\n") + 2);

        assertThatThrownBy(() -> pass(events, half, 100)).isInstanceOf(ProblemException.class);
        assertThat(events.finished()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"transcript.text.delta\",\"delta\":\"a\"}|{\"type\":\"transcript.text.done\",\"text\":\"a\",\"usage\":{\"type\":\"tokens\",\"input_tokens\":3,\"output_tokens\":4,\"total_tokens\":7}}",
                "{\"type\":\"image_generation.partial_image\",\"b64_json\":\"aa\"}|{\"type\":\"image_generation.completed\",\"b64_json\":\"aa\",\"usage\":{\"input_tokens\":3,\"output_tokens\":4,\"total_tokens\":7}}",
                "{\"type\":\"image_edit.partial_image\",\"b64_json\":\"aa\"}|{\"type\":\"image_edit.completed\",\"b64_json\":\"aa\",\"usage\":{\"input_tokens\":3,\"output_tokens\":4,\"total_tokens\":7}}",
                "{\"type\":\"speech.audio.delta\",\"audio\":\"aa\"}|{\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":3,\"output_tokens\":4,\"total_tokens\":7}}",
            })
    void theLastEventTellsTheUsageAndThatItIsTheLast(String both) {
        var pieces = both.split("\\|", -1);
        var events = events(Service.TRANSCRIPTIONS, false);
        var stream = "event: a\ndata: " + pieces[0] + "\n\nevent: b\ndata: " + pieces[1] + "\n\n";

        assertThat(pass(events, stream, 5)).isEqualTo(stream);
        assertThat(events.tokens()).isEqualTo(new TokenCounts(3, 0, 0, 4, 0));
        assertThat(events.finished()).isTrue();

        var broken = events(Service.TRANSCRIPTIONS, false);
        assertThatThrownBy(() -> pass(broken, "data: " + pieces[0] + "\n\n", 5))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void eventsOfAnUnknownKindEndWithTheBody() {
        var stream =
                ": hi\n\ndata: {\"object\":\"transcription.chunk\"}\n\ndata: not even json\n\n";

        assertThat(pass(events(Service.TRANSCRIPTIONS, false), stream, 1)).isEqualTo(stream);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void anErrorAmongTheEventsIsOne(Service service) {
        for (var event :
                new String[] {
                    "data: {\"error\":{\"message\":\"boom\"}}\n\n",
                    "event: error\ndata: {\"message\":\"boom\"}\n\n"
                }) {
            var out = Buffer.buffer();
            assertThatThrownBy(() -> events(service, false).feed(Buffer.buffer(event), out))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            failure -> assertThat(failure.problem().toString()).contains("boom"));
            assertThat(out.length()).isZero();
        }
    }

    @Test
    void anEventWithoutAnEndIsGarbled() {
        var events = events(Service.IMAGE_GENERATIONS, false);
        var megabyte = Buffer.buffer("x".repeat(1 << 20));
        events.feed(Buffer.buffer("data: "), Buffer.buffer());

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 50; i++) {
                                events.feed(megabyte, Buffer.buffer());
                            }
                        })
                .isInstanceOf(ProblemException.class);
    }
}
