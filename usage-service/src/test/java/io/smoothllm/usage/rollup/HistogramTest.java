package io.smoothllm.usage.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void aPercentileIsAtMostFivePercentOff() {
        var random = new Random(42);
        var values =
                random.doubles(10_000).mapToLong(x -> (long) Math.exp(x * 15)).sorted().toArray();
        var histogram = histogramOf(values);

        for (int percent : new int[] {1, 50, 95, 99, 100}) {
            long exact = values[(int) Math.ceil(values.length * percent / 100.0) - 1];
            assertThat(histogram.percentile(percent).getAsLong())
                    .as("p%d", percent)
                    .isCloseTo(exact, Percentage.withPercentage(5));
        }
    }

    @Test
    void smallDurationsAreExact() {
        for (long millis = 0; millis <= 10; millis++) {
            assertThat(histogramOf(millis).percentile(50)).hasValue(millis);
        }
    }

    @Test
    void additionOfNumbersMergesHistograms() {
        var fast = new Random(1).longs(1000, 0, 100).toArray();
        var slow = new Random(2).longs(1000, 1000, 4_000_000).toArray();
        var sum = numberOf(histogramOf(fast)).add(numberOf(histogramOf(slow)));

        var merged = Histogram.of(sum.toBigIntegerExact().toString());

        var together =
                histogramOf(LongStream.concat(Arrays.stream(fast), Arrays.stream(slow)).toArray());
        assertThat(merged.toNumber()).isEqualTo(together.toNumber());
        assertThat(merged.count()).isEqualTo(2000);
    }

    @Test
    void aNumberBecomesTheSameHistogram() {
        var histogram = histogramOf(0, 1, 1, 17, 250, 250, 251, 60_000);

        var digits = numberOf(histogram).toBigIntegerExact().toString();

        assertThat(Histogram.of(digits).toNumber()).isEqualTo(histogram.toNumber());
    }

    @Test
    void anEmptyHistogramHasNoPercentiles() {
        var empty = Histogram.of("0");

        assertThat(empty.percentile(50)).isEmpty();
        assertThat(empty.toNumber()).isEqualTo("0");
    }

    @Test
    void whatTakesLongerThanTwoDaysStillCounts() {
        var histogram = histogramOf(Long.MAX_VALUE);

        assertThat(histogram.count()).isEqualTo(1);
        assertThat(histogram.percentile(99).getAsLong()).isGreaterThan(100_000_000);
    }

    private static Histogram histogramOf(long... values) {
        var histogram = new Histogram();
        Arrays.stream(values).forEach(histogram::add);
        return histogram;
    }

    private static BigDecimal numberOf(Histogram histogram) {
        return new BigDecimal(histogram.toNumber());
    }

    @Test
    void theShortestDurationOfEachSlotIsItsFirst() {
        var lowest = Histogram.lowestOfSlots();

        for (int slot = 1; slot <= lowest.length; slot++) {
            long first = lowest[slot - 1];
            assertThat(slotOf(first)).isGreaterThanOrEqualTo(slot);
            assertThat(slotOf(first - 1)).isLessThan(slot);
        }
    }

    private static int slotOf(long millis) {
        var histogram = new Histogram();
        histogram.add(millis);
        return Integer.parseInt(histogram.toString().substring(1).replaceAll("=.*", ""));
    }
}
