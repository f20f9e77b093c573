package io.smoothllm.bench.ingest;

import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.UsageRecord;
import java.math.BigDecimal;

/// The sums of some calls, as a row of the rollups has them.
final class Amounts {
    static final String COLUMNS =
            "requests, errors, input_tokens, cached_input_tokens, cache_write_tokens,"
                    + " output_tokens, reasoning_tokens, cost_usd, latency, first_token";

    private static final int SLOTS = 201;
    private static final double LOG_GROWTH = StrictMath.log(1.1);

    private long requests;
    private long errors;
    private long input;
    private long cached;
    private long output;
    private BigDecimal cost = BigDecimal.ZERO;
    private final int[] latency = new int[SLOTS];
    private final int[] firstToken = new int[SLOTS];

    void add(UsageRecord call) {
        requests++;
        boolean fine =
                call.status() == CallStatus.SUCCEEDED || call.status() == CallStatus.CLIENT_GONE;
        errors += fine ? 0 : 1;
        input += call.tokens().input();
        cached += call.tokens().cachedInput();
        output += call.tokens().output();
        cost = cost.add(call.costUsd().usd());
        if (call.status() != CallStatus.INTERRUPTED) {
            latency[slot(call.latencyMs())]++;
        }
        if (call.firstTokenMs() != null) {
            firstToken[slot(call.firstTokenMs())]++;
        }
    }

    private static int slot(long millis) {
        return millis <= 0
                ? 0
                : Math.min(SLOTS - 1, 1 + (int) Math.ceil(StrictMath.log(millis) / LOG_GROWTH));
    }

    /// A line of COPY, from the ninth column on.
    void write(StringBuilder line) {
        line.append(requests).append('\t').append(errors).append('\t');
        line.append(input).append('\t').append(cached).append("\t0\t").append(output);
        line.append("\t0\t").append(cost.toPlainString()).append('\t');
        histogram(latency, line);
        line.append('\t');
        histogram(firstToken, line);
    }

    /// Twelve decimal digits a slot.
    private static void histogram(int[] counts, StringBuilder line) {
        int high = SLOTS - 1;
        while (high >= 0 && counts[high] == 0) {
            high--;
        }
        if (high < 0) {
            line.append('0');
            return;
        }
        int low = 0;
        while (counts[low] == 0) {
            low++;
        }
        for (int slot = high; slot >= low; slot--) {
            var digits = Integer.toString(counts[slot]);
            line.repeat('0', 12 - digits.length()).append(digits);
        }
        line.append("E+").append(12 * low);
    }
}
