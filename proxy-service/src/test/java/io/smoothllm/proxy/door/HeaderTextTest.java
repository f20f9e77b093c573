package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderTextTest {
    @Test
    void namesAreListed() {
        assertThat(HeaderText.of(List.of("seed", "tools[0].strict", "x-y")))
                .isEqualTo("seed, tools[0].strict, x-y");
    }

    @Test
    void nobodysOwnWordsCanWriteAHeaderOfTheirOwn() {
        assertThat(HeaderText.of(List.of("a\r\nset-cookie: b", "ö, c")))
                .isEqualTo("a__set-cookie:_b, ___c");
        assertThat(HeaderText.of("gpt 4\r\nx: 東")).isEqualTo("gpt 4__x: _");
    }

    @Test
    void aFloodOfNamesIsCut() {
        assertThat(HeaderText.of(Collections.nCopies(100, "x".repeat(20))))
                .hasSizeLessThan(600)
                .endsWith(", ...");
        assertThat(HeaderText.of("x".repeat(10_000))).hasSize(256).endsWith("...");
    }
}
