package io.smoothllm.model.usage;

import static java.util.Objects.requireNonNull;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// One call, or one attempt of it that a provider may bill though another one was asked after it.
/// Names stand beside ids, so reports survive the deletion of either.
///
/// @param requestId the client's request, as in its `x-request-id`; several records share one when
///     a call fell back after an attempt that may be billed
/// @param attempt the last try that is accounted here, counted from 1; those that no record has
///     cost nothing
/// @param model as the client named it
/// @param upstreamModel as the provider does
/// @param status what became of it
/// @param httpStatus what the client was answered, or would have been had nobody else been asked;
///     499 when it hung up before
/// @param errorCode null on success
/// @param startedAt when the request was admitted; the same for all records of it
/// @param estimated some of the tokens were counted here, since the provider did not say
/// @param costUsd exact; zero when the model has no price
/// @param priced whether the model had a price
/// @param priceVersion the provider's version whose prices were used
/// @param latencyMs from admission to the last byte
/// @param firstTokenMs from admission to the first content; null when there was none
public record UsageRecord(
        EventId eventId,
        String requestId,
        int attempt,
        UUID keyId,
        String keyName,
        UUID accountId,
        String accountName,
        UUID providerId,
        String providerName,
        Dialect dialect,
        String model,
        String upstreamModel,
        boolean streamed,
        CallStatus status,
        int httpStatus,
        String errorCode,
        Instant startedAt,
        TokenCounts tokens,
        boolean estimated,
        Money costUsd,
        boolean priced,
        long priceVersion,
        long latencyMs,
        Long firstTokenMs,
        List<String> tags) {
    /// The error code of a call that no process saw the end of.
    public static final String INTERRUPTED = "interrupted";

    public UsageRecord {
        requireNonNull(eventId, "eventId");
        requireNonNull(requestId, "requestId");
        requireNonNull(keyId, "keyId");
        requireNonNull(accountId, "accountId");
        requireNonNull(providerId, "providerId");
        requireNonNull(model, "model");
        requireNonNull(status, "status");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(tokens, "tokens");
        requireNonNull(costUsd, "costUsd");
        tags = tags == null ? List.of() : List.copyOf(tags);
    }
}
