package io.smoothllm.testing.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FragmentsTest {
    @Test
    void wordsKeepTheSpaceBeforeThem() {
        assertThat(Fragments.words("Hello  big\n\nworld 🙂"))
                .containsExactly("Hello", "  big", "\n\nworld", " 🙂");
        assertThat(Fragments.words("")).isEmpty();
    }

    @Test
    void awkwardPiecesEndInsideEscapesButNotInsideSurrogatePairs() {
        var json = "{\"a\":\"x\\\"y\\\\ \\ud83d\\ude42 🙂🙂🙂🙂🙂🙂🙂🙂\"}";

        var pieces = Fragments.awkward(json);

        assertThat(String.join("", pieces)).isEqualTo(json);
        assertThat(pieces).filteredOn(piece -> piece.endsWith("\\")).hasSizeGreaterThan(3);
        assertThat(pieces)
                .noneMatch(piece -> Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
    }
}
