package io.smoothllm.usage.rollup;

import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.UsageRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a batch adds to one row of the rollups.
public final class Sums {
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

    /// Those that count as errors, for whoever counts in SQL.
    public static Set<CallStatus> errors() {
        return those(Sums::isError);
    }

    /// Those whose latency is not counted.
    public static Set<CallStatus> untimed() {
        return those(status -> !isTimed(status));
    }

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
        if (isTimed(call.status())) {
            latency.add(call.latencyMs());
        }
        if (call.firstTokenMs() != null) {
            firstToken.add(call.firstTokenMs());
        }
    }

    /// Of both; these two stay as they are.
    Sums plus(Sums other) {
        var both = new Sums();
        for (var part : List.of(this, other)) {
            both.requests += part.requests;
            both.errors += part.errors;
            both.inputTokens += part.inputTokens;
            both.cachedInputTokens += part.cachedInputTokens;
            both.cacheWriteTokens += part.cacheWriteTokens;
            both.cacheWriteHourTokens += part.cacheWriteHourTokens;
            both.outputTokens += part.outputTokens;
            both.reasoningTokens += part.reasoningTokens;
            both.addCost(part.costUsd);
            both.latency.add(part.latency);
            both.firstToken.add(part.firstToken);
        }
        return both;
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

    /// Nobody saw the end of an interrupted call.
    private static boolean isTimed(CallStatus status) {
        return status != CallStatus.INTERRUPTED;
    }

    private static Set<CallStatus> those(Predicate<CallStatus> which) {
        return Stream.of(CallStatus.values()).filter(which).collect(Collectors.toSet());
    }
}
