package io.smoothllm.keys.key;

import io.smoothllm.keys.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A request whose values are valid by themselves, seen against the key and the clock.
record KeyTerms(KeyRequest request, Instant expiresAt, List<String> allowedIps) {
    /// Beyond it lie typing errors, and years that PostgreSQL cannot hold.
    private static final Duration FARTHEST = Duration.ofDays(36_500);

    static KeyTerms of(KeyRequest request, StoredKey key, Instant now) {
        return new KeyTerms(
                request,
                expiry(request.expiresAt(), key, now),
                request.allowedIps().stream()
                        .flatMap(text -> AddressBlock.parse(text).stream())
                        .map(AddressBlock::text)
                        .distinct()
                        .toList());
    }

    /// An expired key may be changed without being prolonged.
    private static Instant expiry(Instant wanted, StoredKey key, Instant now) {
        if (wanted == null || wanted.equals(key.expiresAt)) {
            return wanted;
        }
        if (!wanted.isAfter(now)) {
            throw ProblemException.invalid("expiresAt", "must be in the future");
        }
        if (wanted.isAfter(now.plus(FARTHEST))) {
            throw ProblemException.invalid("expiresAt", "must be within the next 100 years");
        }
        return wanted.truncatedTo(ChronoUnit.MICROS);
    }

    void writeTo(StoredKey key) {
        key.name = request.name().strip();
        key.expiresAt = expiresAt;
        key.allowedModels = distinct(request.allowedModels());
        key.allowedProviders = distinct(request.allowedProviders());
        key.allowedIps = allowedIps;
        key.tags = distinct(request.tags());
        var limits = request.limits();
        key.requestsPerMinute = limits == null ? null : limits.requestsPerMinute();
        key.tokensPerMinute = limits == null ? null : limits.tokensPerMinute();
        key.maxParallelRequests = limits == null ? null : limits.maxParallelRequests();
        var budget = request.budget();
        key.budgetUsd = budget == null ? null : budget.amountUsd().usd();
        key.budgetPeriod = budget == null ? null : budget.period();
        key.budgetMode = budget == null ? null : budget.mode();
    }

    private static <T> List<T> distinct(List<T> items) {
        return items.stream().distinct().toList();
    }
}
