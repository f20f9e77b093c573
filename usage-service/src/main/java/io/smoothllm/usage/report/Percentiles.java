package io.smoothllm.usage.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smoothllm.usage.rollup.Histogram;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Milliseconds, at most 4.8 % off; null when nothing was measured.
@JsonInclude(JsonInclude.Include.ALWAYS)
record Percentiles(@Nullable Long p50, @Nullable Long p95, @Nullable Long p99) {
    static Percentiles of(Histogram histogram) {
        return new Percentiles(
                orNull(histogram.percentile(50)),
                orNull(histogram.percentile(95)),
                orNull(histogram.percentile(99)));
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
