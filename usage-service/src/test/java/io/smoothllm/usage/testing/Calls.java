package io.smoothllm.usage.testing;

import com.github.f4b6a3.uuid.UuidCreator;
import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Calls of one account, each new one with the next sequence number. What a test does not say is
/// the same for all calls of one `Calls`, so a test that has its own sees only its own.
public final class Calls {
    /// A thing with an id and a name.
    public record Named(UUID id, String name) {
        public static Named of(String name) {
            return new Named(UuidCreator.getTimeOrderedEpoch(), name);
        }
    }

    private static final AtomicLong SEQUENCE = new AtomicLong();
    private static final UUID INSTANCE = UuidCreator.getTimeOrderedEpoch();

    private Named account = Named.of("ada@example.com");
    private Named key = Named.of("laptop");
    private Named provider = Named.of("openai");
    private String model = "gpt-5";
    private CallStatus status = CallStatus.SUCCEEDED;
    private Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private TokenCounts tokens = new TokenCounts(100, 40, 10, 4, 50, 20);
    private String cost = "0.000125";
    private long priceVersion = 7;
    private long latencyMs = 1200;
    private Long firstTokenMs = 300L;
    private List<String> tags = List.of();
    private EventId event;
    private String requestId;
    private int attempt = 1;

    private Calls() {}

    public static Calls calls() {
        return new Calls();
    }

    public Calls by(Named account) {
        this.account = account;
        return this;
    }

    public Calls with(Named key) {
        this.key = key;
        return this;
    }

    public Calls to(Named provider) {
        this.provider = provider;
        return this;
    }

    public Calls model(String model) {
        this.model = model;
        return this;
    }

    public Calls status(CallStatus status) {
        this.status = status;
        return this;
    }

    public Calls at(Instant startedAt) {
        this.startedAt = startedAt;
        return this;
    }

    public Calls tokens(TokenCounts tokens) {
        this.tokens = tokens;
        return this;
    }

    public Calls costing(String usd) {
        this.cost = usd;
        return this;
    }

    /// The provider's version whose prices were used.
    public Calls pricedBy(long version) {
        this.priceVersion = version;
        return this;
    }

    public Calls taking(long latencyMs, Long firstTokenMs) {
        this.latencyMs = latencyMs;
        this.firstTokenMs = firstTokenMs;
        return this;
    }

    public Calls tagged(String... tags) {
        this.tags = List.of(tags);
        return this;
    }

    /// Of that instance, with that number, instead of the next one.
    public Calls numbered(UUID instance, long sequence) {
        this.event = new EventId(instance, sequence);
        return this;
    }

    /// An attempt at that request, instead of a request of its own.
    public Calls attempt(int attempt, String requestId) {
        this.attempt = attempt;
        this.requestId = requestId;
        return this;
    }

    public Named account() {
        return account;
    }

    public Named key() {
        return key;
    }

    public Named provider() {
        return provider;
    }

    /// The next call.
    public UsageRecord next() {
        long sequence = SEQUENCE.incrementAndGet();
        boolean succeeded = status == CallStatus.SUCCEEDED;
        return new UsageRecord(
                event == null ? new EventId(INSTANCE, sequence) : event,
                requestId == null ? "req-" + sequence : requestId,
                attempt,
                key.id(),
                key.name(),
                account.id(),
                account.name(),
                provider.id(),
                provider.name(),
                Dialect.OPENAI,
                model,
                model + "-upstream",
                true,
                status,
                succeeded ? 200 : 502,
                succeeded ? null : "upstream_failed",
                startedAt,
                tokens,
                false,
                Money.of(cost),
                true,
                priceVersion,
                latencyMs,
                firstTokenMs,
                tags);
    }
}
