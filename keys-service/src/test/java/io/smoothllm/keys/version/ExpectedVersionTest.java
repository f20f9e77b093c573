package io.smoothllm.keys.version;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.keys.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*", "\"6\", \"7\"", " \"7\" "})
    void takesATagOfTheCurrentVersion(String ifMatch) {
        assertThatCode(() -> new ExpectedVersion(ifMatch, 7L).check(7)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "", "\"77\""})
    void refusesEveryOtherTag(String ifMatch) {
        assertThatThrownBy(() -> new ExpectedVersion(ifMatch, null).check(7))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void whoNamesNoVersionOverwrites() {
        assertThatCode(() -> new ExpectedVersion(null, null).check(7)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherVersionInTheBody() {
        assertThatThrownBy(() -> new ExpectedVersion(null, 6L).check(7))
                .isInstanceOf(ProblemException.class);
    }
}
