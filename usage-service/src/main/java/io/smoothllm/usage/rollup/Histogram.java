package io.smoothllm.usage.rollup;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// How often each duration occurred, on a logarithmic scale: each slot is 10 % wider than the one
/// before, so a percentile read from it is at most 4.8 % off.
///
/// Slot 0 counts 0 ms; slot n counts durations over 1.1^(n-2) ms up to 1.1^(n-1) ms. In the
/// database a histogram is one number: the count of slot n is multiplied by 10^(12 n), so `+` and
/// `sum()` merge histograms, as long as no slot reaches 10^12. PostgreSQL stores only the digits
/// between the lowest and the highest slot in use, six bytes a slot.
public final class Histogram {
    private static final double GROWTH = 1.1;
    private static final double LOG_GROWTH = StrictMath.log(GROWTH);

    /// 1.1^199 ms are two days. Whatever takes longer counts here.
    private static final int LAST_SLOT = 200;

    private static final int DIGITS = 12;

    private static final long[] LOWEST = lowestOfSlots();

    private final TreeMap<Integer, Long> counts = new TreeMap<>();

    public void add(long millis) {
        counts.merge(slotOf(millis), 1L, Long::sum);
    }

    /// All that another one counts.
    void add(Histogram other) {
        other.counts.forEach((slot, count) -> counts.merge(slot, count, Long::sum));
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The duration that `percent` of all did not exceed, in milliseconds; empty when there are
    /// none.
    public OptionalLong percentile(int percent) {
        long rank = Math.max(1, Math.ceilDiv(count() * percent, 100));
        long passed = 0;
        for (Map.Entry<Integer, Long> slot : counts.entrySet()) {
            passed += slot.getValue();
            if (passed >= rank) {
                return OptionalLong.of(middleOf(slot.getKey()));
            }
        }
        return OptionalLong.empty();
    }

    /// As PostgreSQL reads a numeric: `3000000000001E+720` is 3 in slot 61 and 1 in slot 60.
    public String toNumber() {
        if (counts.isEmpty()) {
            return "0";
        }
        var number = new StringBuilder();
        for (int slot = counts.lastKey(); slot >= counts.firstKey(); slot--) {
            var digits = Long.toString(counts.getOrDefault(slot, 0L));
            number.repeat('0', DIGITS - digits.length()).append(digits);
        }
        return number.append("E+").append(DIGITS * counts.firstKey()).toString();
    }

    /// Reads a sum of what [#toNumber] wrote, as PostgreSQL writes an integer.
    public static Histogram of(String digits) {
        var histogram = new Histogram();
        for (int end = digits.length(), slot = 0; end > 0; end -= DIGITS, slot++) {
            long count = Long.parseLong(digits, Math.max(0, end - DIGITS), end, 10);
            if (count > 0) {
                histogram.counts.put(slot, count);
            }
        }
        return histogram;
    }

    /// The shortest duration of each slot from 1 on, in milliseconds. Where two are equal, the
    /// first slot is empty: the lowest ones are narrower than a millisecond.
    public static long[] lowestOfSlots() {
        var lowest = new long[LAST_SLOT];
        for (int slot = 1; slot <= LAST_SLOT; slot++) {
            long millis = (long) StrictMath.pow(GROWTH, slot - 2.0);
            while (calculatedSlotOf(millis) < slot) {
                millis++;
            }
            lowest[slot - 1] = millis;
        }
        return lowest;
    }

    /// `{slot=count, …}`
    @Override
    public String toString() {
        return counts.toString();
    }

    /// The last one that begins at or before it: looked up, since a logarithm takes longer.
    private static int slotOf(long millis) {
        int from = 0;
        int to = LAST_SLOT;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (LOWEST[middle] <= millis) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static int calculatedSlotOf(long millis) {
        if (millis <= 0) {
            return 0;
        }
        int slot = 1 + (int) Math.ceil(StrictMath.log(millis) / LOG_GROWTH);
        return Math.min(slot, LAST_SLOT);
    }

    /// The value whose relative distance to both ends of the slot is the same.
    private static long middleOf(int slot) {
        if (slot == 0) {
            return 0;
        }
        return Math.round(StrictMath.pow(GROWTH, slot - 1) * 2 / (GROWTH + 1));
    }
}
