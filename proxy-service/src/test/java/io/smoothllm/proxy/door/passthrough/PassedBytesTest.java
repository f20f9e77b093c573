package io.smoothllm.proxy.door.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class PassedBytesTest {
    private static PassedBytes bytes(Service service, boolean json) {
        return new PassedBytes(
                service, "p", json, error -> new Problem.InvalidRequest(null, error.toString()));
    }

    @Test
    void usageIsReadOutOfALargeAnswerThatPasses() {
        var image = "x".repeat(3_000_000);
        var answer =
                "{\"created\":1,\"data\":[{\"b64_json\":\""
                        + image
                        + "\"}],\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}";
        var passing = bytes(Service.IMAGE_GENERATIONS, true);
        var whole = Buffer.buffer();

        for (int i = 0; i < answer.length(); i += 8192) {
            var out = Buffer.buffer();
            int to = Math.min(answer.length(), i + 8192);
            passing.feed(Buffer.buffer(answer.substring(i, to)), out);
            assertThat(out.length()).isEqualTo(to - i);
            whole.appendBuffer(out);
        }
        passing.end(whole);

        assertThat(whole.toString()).isEqualTo(answer);
        assertThat(passing.tokens()).isEqualTo(new TokenCounts(3, 0, 0, 4, 0));
        assertThat(passing.finished()).isTrue();
    }

    @Test
    void anErrorIsOneThoughTheStatusIsGood() {
        var passing = bytes(Service.EMBEDDINGS, true);
        var out = Buffer.buffer();

        assertThatThrownBy(
                        () ->
                                passing.feed(
                                        Buffer.buffer("{\"error\":{\"message\":\"boom\"}}"), out))
                .isInstanceOf(ProblemException.class);
        assertThat(out.length()).isZero();
    }

    @Test
    void noErrorIsNone() {
        var passing = bytes(Service.EMBEDDINGS, true);

        passing.feed(Buffer.buffer("{\"error\":null,\"data\":[]}"), Buffer.buffer());

        assertThat(passing.finished()).isTrue();
    }

    @Test
    void anAnswerThatIsCutIsBroken() {
        var passing = bytes(Service.EMBEDDINGS, true);
        passing.feed(Buffer.buffer("{\"data\":[{\"embedding\":[0.1,"), Buffer.buffer());

        assertThat(passing.finished()).isFalse();
        assertThatThrownBy(() -> passing.end(Buffer.buffer())).isInstanceOf(ProblemException.class);
    }

    @Test
    void aTextOrASoundEndsWithTheBody() {
        var passing = bytes(Service.TRANSCRIPTIONS, false);
        var out = Buffer.buffer();

        passing.feed(Buffer.buffer("1\n00:00:00,000 --> 00:00:01,000\n{"), out);
        assertThat(passing.finished()).isFalse();
        passing.end(out);

        assertThat(out.toString()).endsWith("{");
        assertThat(passing.tokens()).isNull();
    }

    @Test
    void theTextOfACompletionThatNobodyCountedCanBeEstimated() {
        var passing = bytes(Service.COMPLETIONS, true);

        passing.feed(
                Buffer.buffer("{\"choices\":[{\"text\":\"Hel\"},{\"text\":\"lo\"}]}"),
                Buffer.buffer());

        assertThat(passing.tokens()).isNull();
        assertThat(passing.content().beginning().toString()).isEqualTo("Hello");
    }
}
