package io.smoothllm.proxy.journal;

import io.smoothllm.model.usage.InstanceReport.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Numbers as ranges.
final class Ranges {
    private Ranges() {}

    /// @param numbers ascending, each once
    static List<Range> of(Collection<Long> numbers) {
        var ranges = new ArrayList<Range>();
        long from = 0;
        long to = 0;
        for (long number : numbers) {
            if (from == 0) {
                from = number;
            } else if (number != to + 1) {
                ranges.add(new Range(from, to));
                from = number;
            }
            to = number;
        }
        if (from != 0) {
            ranges.add(new Range(from, to));
        }
        return ranges;
    }
}
