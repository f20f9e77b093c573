package io.smoothllm.usage.testing;

import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.testing.Calls.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Calls that differ in everything a sum could get wrong.
public final class VariedCalls {
    private static final List<String> TAGS = List.of("prod", "team-1", "zürich", "Batch");

    private final Random random;
    private final List<Named> accounts;
    private final List<Named> keys = named("laptop", "server", "phone");
    private final List<Named> providers = named("openai", "anthropic");
    private final List<UUID> instances = List.of(UUID.randomUUID(), UUID.randomUUID());

    public VariedCalls(Random random, Named... accounts) {
        this.random = random;
        this.accounts = List.of(accounts);
    }

    /// The instances that the calls are of, each with numbers from 1.
    public List<UUID> instances() {
        return instances;
    }

    /// Of the last three days.
    public List<UsageRecord> next(int count) {
        var now = Instant.now();
        return between(now.minus(Duration.ofDays(3)), now, count);
    }

    public List<UsageRecord> between(Instant from, Instant to, int count) {
        var calls = new ArrayList<UsageRecord>();
        for (int i = 0; i < count; i++) {
            var at = from.plusNanos(random.nextLong(Duration.between(from, to).toNanos()));
            var instance = instances.get(i % instances.size());
            calls.add(call(at).numbered(instance, i / instances.size() + 1L).next());
        }
        return calls;
    }

    private Calls call(Instant at) {
        return Calls.calls()
                .by(oneOf(accounts))
                .with(oneOf(keys))
                .to(oneOf(providers))
                .model("model-" + random.nextInt(3))
                .status(oneOf(List.of(CallStatus.values())))
                .at(at)
                .tokens(
                        new TokenCounts(
                                random.nextInt(1000),
                                random.nextInt(100),
                                random.nextInt(100),
                                random.nextInt(50),
                                random.nextInt(1000),
                                random.nextInt(100)))
                .costing("0." + random.nextLong(Long.MAX_VALUE))
                .taking(
                        random.nextInt(60_000),
                        random.nextBoolean() ? null : (long) random.nextInt(1000))
                .tagged(tags());
    }

    /// In any order, and the same one twice now and then.
    private String[] tags() {
        var tags = new String[random.nextInt(4)];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = oneOf(TAGS);
        }
        return tags;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static List<Named> named(String... names) {
        return List.of(names).stream().map(Named::of).toList();
    }
}
