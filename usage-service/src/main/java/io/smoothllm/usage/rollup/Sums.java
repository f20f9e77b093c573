package io.smoothllm.usage.rollup;

import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.UsageRecord;
import java.math.BigDecimal;

/// What a batch adds to one row of the rollups.
final class Sums {
    long requests;
    long errors;
    long inputTokens;
    long cachedInputTokens;
    long cacheWriteTokens;
    long cacheWriteHourTokens;
    long outputTokens;
    long reasoningTokens;
    BigDecimal costUsd = BigDecimal.ZERO;
    final Histogram latency = new Histogram();
    final Histogram firstToken = new Histogram();

    void add(UsageRecord call) {
        requests++;
        errors += isError(call.status()) ? 1 : 0;
        inputTokens += call.tokens().input();
        cachedInputTokens += call.tokens().cachedInput();
        cacheWriteTokens += call.tokens().cacheWrite();
        cacheWriteHourTokens += call.tokens().cacheWriteHour();
        outputTokens += call.tokens().output();
        reasoningTokens += call.tokens().reasoning();
        addCost(call.costUsd().usd());
        // Nobody saw the end of an interrupted call.
        if (call.status() != CallStatus.INTERRUPTED) {
            latency.add(call.latencyMs());
        }
        if (call.firstTokenMs() != null) {
            firstToken.add(call.firstTokenMs());
        }
    }

    void addCost(BigDecimal usd) {
        costUsd = costUsd.add(usd);
    }

    /// A client that hangs up, or asks what no provider can do, is not the provider's or our
    /// failure.
    private static boolean isError(CallStatus status) {
        return switch (status) {
            case SUCCEEDED, CLIENT_GONE, REFUSED -> false;
            case UPSTREAM_ERROR, STREAM_BROKEN, INTERRUPTED -> true;
        };
    }
}
