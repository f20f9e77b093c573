package io.smoothllm.proxy.journal;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// Usage records that look like real ones.
final class Calls {
    private static final UUID KEY = UUID.randomUUID();
    private static final UUID ACCOUNT = UUID.randomUUID();
    private static final UUID PROVIDER = UUID.randomUUID();

    private Calls() {}

    static UsageRecord intended(EventId event) {
        return call(event, CallStatus.INTERRUPTED, 0, "interrupted", 12, 0, null);
    }

    static UsageRecord settled(EventId event) {
        return call(event, CallStatus.SUCCEEDED, 200, null, 10, 1234, 56L);
    }

    private static UsageRecord call(
            EventId event,
            CallStatus status,
            int httpStatus,
            String error,
            long input,
            long latency,
            Long firstToken) {
        return new UsageRecord(
                event,
                "req_0198c0de" + event.sequence(),
                1,
                KEY,
                "team key, ünicode",
                ACCOUNT,
                null,
                PROVIDER,
                "openai",
                Dialect.OPENAI,
                "gpt-small",
                "gpt-small-2026-01-01",
                true,
                status,
                httpStatus,
                error,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                new TokenCounts(input, 0, 0, 0, 0),
                true,
                new Money(new BigDecimal("0.000001800")),
                true,
                7,
                latency,
                firstToken,
                List.of("team:search", "env:prod"));
    }
}
