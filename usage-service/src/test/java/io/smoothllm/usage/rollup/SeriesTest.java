package io.smoothllm.usage.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.usage.testing.Calls;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void tagsInAnyOrderAreOneSeries() {
        var calls = Calls.calls();
        var one = calls.tagged("b", "a", "b").next();
        var other = calls.tagged("a", "b").next();

        assertThat(Grain.DETAIL.of(one).id()).isEqualTo(Grain.DETAIL.of(other).id());
    }

    @Test
    void partsThatReadTheSameInARowAreStillTwoSeries() {
        var calls = Calls.calls();
        var one = calls.model("gpt").tagged("ab", "c").next();
        var other = calls.model("gpt").tagged("a", "bc").next();

        assertThat(Grain.DETAIL.of(one).id()).isNotEqualTo(Grain.DETAIL.of(other).id());
    }

    @Test
    void aReportReadsTheCoarsestGrainThatAnswersIt() {
        assertThat(Grain.keeping(Set.of())).isEqualTo(Grain.EVERYTHING);
        assertThat(Grain.keeping(Set.of(Dimension.ACCOUNT))).isEqualTo(Grain.ACCOUNT);
        assertThat(Grain.keeping(Set.of(Dimension.PROVIDER))).isEqualTo(Grain.OFFER);
        assertThat(Grain.keeping(Set.of(Dimension.ACCOUNT, Dimension.MODEL)))
                .isEqualTo(Grain.CALLER);
        assertThat(Grain.keeping(Set.of(Dimension.ACCOUNT, Dimension.STATUS)))
                .isEqualTo(Grain.OUTCOME);
        assertThat(Grain.keeping(Set.of(Dimension.KEY, Dimension.PROVIDER)))
                .isEqualTo(Grain.SERVED);
        assertThat(Grain.keeping(Set.of(Dimension.KEY, Dimension.PROVIDER, Dimension.STATUS)))
                .isEqualTo(Grain.DETAIL);
    }

    @Test
    void whatIsKeptPerDayOnlyIsInTheDetailsOfAQuarterOfAnHour() {
        for (var grain : Set.of(Grain.SERVED, Grain.OUTCOME, Grain.CALLER)) {
            assertThat(grain.at(Level.QUARTER_HOUR)).isEqualTo(Grain.DETAIL);
            assertThat(grain.at(Level.DAY)).isEqualTo(grain);
        }
    }
}
