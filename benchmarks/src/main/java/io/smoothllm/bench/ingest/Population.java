package io.smoothllm.bench.ingest;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/// A company: 200 keys of 30 people, 12 models at 5 providers. A few keys do most of the work, and
/// each key has a favourite model.
///
/// @param keys the busiest first
final class Population {
    static final int KEYS = 200;
    static final int ACCOUNTS = 30;
    static final int MODELS = 12;
    static final int PROVIDERS = 5;

    /// Per mille of the calls, in the order of [CallStatus].
    static final int[] STATUSES = {960, 15, 8, 12, 5};

    private static final int SHAPES = 512;
    private static final String[] TEAMS = {"search", "support", "billing", "research", "mobile"};

    /// @param models the indexes of those it uses, its favourite first
    record Key(UUID id, String name, int account, List<String> tags, int[] models) {}

    record Model(String name, UUID provider, String providerName, UUID fallback) {}

    /// The size of a call.
    record Shape(long input, long cached, long output, long latencyMs, long firstTokenMs) {}

    final List<Key> keys;
    final List<Model> models;
    final List<Shape> shapes;

    /// How many of a million calls are of keys up to that one.
    private final int[] busy = new int[KEYS];

    Population() {
        var random = new Random(7);
        keys = IntStream.range(0, KEYS).mapToObj(Population::key).toList();
        models = IntStream.range(0, MODELS).mapToObj(Population::model).toList();
        var sizes = new ArrayList<Shape>();
        for (int i = 0; i < SHAPES; i++) {
            long output = 20 + (long) (400 * Math.exp(random.nextGaussian()));
            long input = 50 + (long) (1500 * Math.exp(random.nextGaussian()));
            long first = 150 + random.nextLong(1_200);
            sizes.add(
                    new Shape(
                            input,
                            random.nextInt(4) == 0 ? input / 2 : 0,
                            output,
                            first + output * 12,
                            first));
        }
        shapes = List.copyOf(sizes);
        double all = 0;
        for (int i = 0; i < KEYS; i++) {
            all += 1.0 / (i + 5);
        }
        double sum = 0;
        for (int i = 0; i < KEYS; i++) {
            sum += 1.0 / (i + 5);
            busy[i] = (int) (sum / all * 1_000_000);
        }
    }

    static UUID id(String what, int number) {
        return UUID.nameUUIDFromBytes((what + number).getBytes(StandardCharsets.UTF_8));
    }

    static String accountName(int account) {
        return "person-" + account + "@example.com";
    }

    private static Key key(int i) {
        var tags = new ArrayList<>(List.of("team:" + TEAMS[i % TEAMS.length]));
        if (i % 3 > 0) {
            tags.add(i % 3 == 1 ? "env:prod" : "env:test");
        }
        if (i % 7 == 0) {
            tags.add("batch");
        }
        int favourite = i * 5 % MODELS;
        return new Key(
                id("key", i),
                "key-" + i,
                i % ACCOUNTS,
                tags.stream().sorted().toList(),
                new int[] {
                    favourite,
                    (favourite + 1) % MODELS,
                    (favourite + 4) % MODELS,
                    (favourite + 7) % MODELS
                });
    }

    private static Model model(int i) {
        int provider = i % PROVIDERS;
        return new Model(
                "model-" + i,
                id("provider", provider),
                "provider-" + provider,
                id("provider", (provider + 1) % PROVIDERS));
    }

    /// The next call of anybody.
    UsageRecord call(Random random, EventId event, Instant at) {
        var key = keys.get(keyOf(random.nextInt(1_000_000)));
        var model = models.get(key.models()[modelOf(random.nextInt(100))]);
        boolean fellBack = random.nextInt(100) < 5;
        var shape = shapes.get(random.nextInt(SHAPES));
        var status = statusOf(random.nextInt(1_000));
        boolean interrupted = status == CallStatus.INTERRUPTED;
        long output = status == CallStatus.SUCCEEDED ? shape.output() : 0;
        return new UsageRecord(
                event,
                "req_" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()),
                1,
                key.id(),
                key.name(),
                id("account", key.account()),
                accountName(key.account()),
                fellBack ? model.fallback() : model.provider(),
                model.providerName(),
                Dialect.OPENAI,
                model.name(),
                "upstream-" + model.name(),
                random.nextBoolean(),
                status,
                status == CallStatus.SUCCEEDED ? 200 : 502,
                status == CallStatus.SUCCEEDED ? null : "upstream_failed",
                at,
                new TokenCounts(shape.input(), shape.cached(), 0, output, 0),
                interrupted,
                new Money(BigDecimal.valueOf(shape.input() * 15 + output * 60, 8)),
                true,
                1,
                interrupted ? 0 : shape.latencyMs(),
                output == 0 ? null : shape.firstTokenMs(),
                key.tags());
    }

    private int keyOf(int part) {
        int key = Arrays.binarySearch(busy, part);
        return Math.min(KEYS - 1, key < 0 ? -key - 1 : key + 1);
    }

    /// The favourite model takes most of it.
    static int modelOf(int percent) {
        return percent < 75 ? 0 : percent < 88 ? 1 : percent < 96 ? 2 : 3;
    }

    private static CallStatus statusOf(int perMille) {
        int sum = 0;
        for (int i = 0; i < STATUSES.length; i++) {
            sum += STATUSES[i];
            if (perMille < sum) {
                return CallStatus.values()[i];
            }
        }
        return CallStatus.SUCCEEDED;
    }
}
