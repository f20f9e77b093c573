package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class IgnoredTest {
    @Test
    void namesAreListed() {
        assertThat(Ignored.header(List.of("seed", "tools[0].strict", "x-y")))
                .isEqualTo("seed, tools[0].strict, x-y");
    }

    @Test
    void aClientsOwnWordsCannotWriteAHeaderOfTheirOwn() {
        assertThat(Ignored.header(List.of("a\r\nset-cookie: b", "ö, c")))
                .isEqualTo("a__set-cookie__b, ___c");
    }

    @Test
    void aFloodOfNamesIsCut() {
        assertThat(Ignored.header(Collections.nCopies(100, "x".repeat(20))))
                .hasSizeLessThan(600)
                .endsWith(", ...");
        assertThat(Ignored.header(List.of("x".repeat(10_000)))).isEqualTo("...");
    }
}
