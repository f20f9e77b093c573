package io.smoothllm.usage.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One call to a provider, with the names of its time. See
/// [io.smoothllm.model.usage.UsageRecord] for what the parts mean.
///
/// @param instance and `sequence` name the call for good
@JsonInclude(JsonInclude.Include.ALWAYS)
record RecentCall(
        UUID instance,
        long sequence,
        String requestId,
        int attempt,
        Instant startedAt,
        UUID userId,
        @Nullable String userName,
        UUID keyId,
        @Nullable String keyName,
        UUID providerId,
        @Nullable String providerName,
        @Nullable Dialect dialect,
        String model,
        @Nullable String upstreamModel,
        boolean streamed,
        CallStatus status,
        int httpStatus,
        @Nullable String errorCode,
        long inputTokens,
        long cachedInputTokens,
        long cacheWriteTokens,
        long cacheWriteHourTokens,
        long outputTokens,
        long reasoningTokens,
        boolean estimated,
        Money costUsd,
        boolean priced,
        long priceVersion,
        long latencyMs,
        @Nullable Long firstTokenMs,
        List<String> tags) {}
