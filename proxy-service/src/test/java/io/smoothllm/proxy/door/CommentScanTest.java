package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommentScanTest {
    private final CommentScan comments = new CommentScan();

    private boolean saysNothing(String piece) {
        return comments.saysNothing(Buffer.buffer(piece));
    }

    @ParameterizedTest
    @ValueSource(strings = {": a\n\n", ":\r\n\r\n: b\n", "\n", "\r", ""})
    void commentsAndBlankLinesSayNothing(String piece) {
        assertThat(saysNothing(piece)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: a\n\n", ": a\n\ndata", "event: ping\n", "\0:"})
    void everythingElseSaysSomething(String piece) {
        assertThat(saysNothing(piece)).isFalse();
    }

    @Test
    void aCommentInManyPiecesSaysNothing() {
        for (var piece : ": still data: here\n\n:".split("", -1)) {
            assertThat(saysNothing(piece)).as(piece).isTrue();
        }
    }

    @Test
    void theRestOfAFieldSaysSomethingAndACommentBehindItDoesNot() {
        assertThat(saysNothing("data: a")).isFalse();
        assertThat(saysNothing(":b")).isFalse();
        assertThat(saysNothing("\n\n: c")).isTrue();
        assertThat(saysNothing("c\n")).isTrue();
        assertThat(saysNothing("data: d\n\n: e")).isFalse();
        assertThat(saysNothing("e\n\n")).isTrue();
        assertThat(saysNothing("data: f\n\n")).isFalse();
        assertThat(saysNothing(": g\n\n")).isTrue();
    }
}
