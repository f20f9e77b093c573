package io.smoothllm.proxy.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class VerbatimStreamTest {
    private static final String WITH_USAGE =
            """
            : PROCESSING

            data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}

            data: {"usage": null, "id":"c","choices":[{"index":0,"delta":{"content":"ö😀"},"finish_reason":null}],"x":1.0}

            data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null,"y":2}

            data: {"id":"c","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":4}}}

            data: [DONE]

            """;

    private static final String WITHOUT_USAGE =
            """
            : PROCESSING

            data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

            data: { "id":"c","choices":[{"index":0,"delta":{"content":"ö😀"},"finish_reason":null}],"x":1.0}

            data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"y":2}

            data: [DONE]

            """;

    @Test
    void passesEveryByteWhenTheClientAskedForUsage() {
        assertThat(through(new VerbatimStream("p", false), WITH_USAGE)).isEqualTo(WITH_USAGE);
    }

    @Test
    void takesOutWhatOnlyTheProxyAskedFor() {
        assertThat(through(new VerbatimStream("p", true), WITH_USAGE)).isEqualTo(WITHOUT_USAGE);
    }

    @Test
    void passesTheSameWhereverTheStreamIsCut() {
        var bytes = WITH_USAGE.getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            var stream = new VerbatimStream("p", true);
            var out = Buffer.buffer();

            stream.feed(Buffer.buffer(WITH_USAGE.getBytes(UTF_8)).getBuffer(0, cut), out);
            stream.feed(Buffer.buffer(bytes).getBuffer(cut, bytes.length), out);
            stream.end(out);

            assertThat(out.toString()).as("cut at %d", cut).isEqualTo(WITHOUT_USAGE);
        }
    }

    @Test
    void readsTheUsageThatGoesBy() {
        var stream = new VerbatimStream("p", true);

        through(stream, WITH_USAGE);

        assertThat(stream.tokens()).isEqualTo(new TokenCounts(9, 4, 0, 3, 0));
    }

    @Test
    void aStreamThatStopsHalfwayIsBroken() {
        var half =
                WITH_USAGE.substring(
                        0,
                        WITH_USAGE.indexOf(
                                "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},"));

        var broken =
                catchThrowableOfType(
                        ProblemException.class, () -> through(new VerbatimStream("p", true), half));

        assertThat(broken.problem()).isEqualTo(new Problem.StreamBroken("p"));
    }

    @Test
    void aMissingDoneIsForgiven() {
        var withoutDone = WITHOUT_USAGE.replace("data: [DONE]\n\n", "");

        assertThat(through(new VerbatimStream("p", true), withoutDone)).isEqualTo(withoutDone);
    }

    @Test
    void anErrorInTheStreamIsAProblemAndKeepsWhatCameBefore() {
        var stream = new VerbatimStream("p", true);
        var out = Buffer.buffer();

        var failed =
                catchThrowableOfType(
                        ProblemException.class,
                        () ->
                                stream.feed(
                                        Buffer.buffer(
                                                "data: {\"choices\":[]}\n\ndata: {\"error\":{\"message\":\"boom\",\"type\":\"server_error\"}}\n\n"),
                                        out));

        assertThat(failed.problem())
                .isInstanceOfSatisfying(
                        Problem.Refused.class, p -> assertThat(p.message()).isEqualTo("boom"));
        assertThat(out.toString()).isEqualTo("data: {\"choices\":[]}\n\n");
    }

    @Test
    void anErrorMayBeAnEventOfThatName() {
        var stream = new VerbatimStream("p", true);

        var failed =
                catchThrowableOfType(
                        ProblemException.class,
                        () ->
                                stream.feed(
                                        Buffer.buffer(
                                                "event: error\ndata: {\"message\":\"boom\",\"code\":503}\n\n"),
                                        Buffer.buffer()));

        assertThat(failed.problem())
                .isEqualTo(new Problem.Refused("p", 503, null, "503", null, "boom", null));
    }

    private static String through(VerbatimStream stream, String text) {
        var out = Buffer.buffer();
        stream.feed(Buffer.buffer(text), out);
        stream.end(out);
        return out.toString();
    }
}
